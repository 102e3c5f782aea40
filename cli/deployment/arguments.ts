import { stageForm } from '../../infra/settings/stage.ts';
import { tableName } from '../../shared/aws/read-environment.ts';
import { quoted } from '../../shared/problem.ts';
import { UsageError } from '../usage-error.ts';

/** A stage, as it stands in names of functions. */
export function readStage(text: string): string {
  if (stageForm.test(text)) return text;
  throw new UsageError(`--stage ${quoted(text)} is no stage. Give the one that was deployed, like prod.`);
}

export function readTableName(text: string): string {
  const [issue] = tableName.safeParse(text).error?.issues ?? [];
  if (issue === undefined) return text;
  throw new UsageError(`--table ${quoted(text)} ${issue.message}.`);
}

/** A path of parameters, for the option of this name. */
export function readParameterPath(option: string, example: string): (text: string) => string {
  return (text) => {
    if (/^(\/[\w.-]+)+$/.test(text)) return text;
    throw new UsageError(`${option} ${quoted(text)} is not a path of parameters. Give one like ${example}.`);
  };
}
