import { parseArgs } from 'node:util';
import { partitionOf, regionsOf } from '../../shared/parameters/partitions.ts';
import { quoted } from '../../shared/problem.ts';
import type { Settings } from './schema.ts';
import { SettingsError } from './settings-error.ts';
import { stageForm, stageMark } from './stage.ts';

/** Where a deployment is made, by the options of osls. */
export interface Target {
  readonly stage: string;
  /** `undefined` for a template for CloudFormation alone: whoever deploys it decides, and its rules check that. */
  readonly region: string | undefined;
}

/** As osls reads them: the option, else the variable, else what serverless.ts has. */
export function targetOf(
  words: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Target {
  const options = { stage: { type: 'string', short: 's' }, region: { type: 'string', short: 'r' } } as const;
  const { values } = parseArgs({ args: [...words], options, strict: false, allowPositionals: true });
  const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined);
  const stage = textOf(values.stage) ?? 'prod';
  const region = textOf(values.region) ?? environment['AWS_REGION'] ?? 'us-east-1';
  return { stage, region: stage === stageMark ? undefined : region };
}

/** Settings that name something that has to be in the Region of the deployment. */
const local = ['existingTopicArn', 'kmsKeyArn', 'digestIdentities', 'digestTopics'] as const;

/**
 * Settings and options that cannot both hold are refused before anything is packaged: CloudFormation would say so late, or not at all.
 *
 * @throws SettingsError that names each of them.
 */
export function checkTarget({ region, stage }: Target, settings: Settings): void {
  const complaints = stageForm.test(stage)
    ? []
    : [`--stage is ${quoted(stage)}; allowed: 1 to 40 letters, digits and hyphens, like prod.`];
  if (region !== undefined) complaints.push(...misplaced(region, settings));
  if (complaints.length > 0)
    throw new SettingsError(
      `The deployment is wrong:\n${complaints.map((one) => `  ${one}\n`).join('')}See docs/configuration.md#settings.`,
    );
}

function misplaced(region: string, settings: Settings): readonly string[] {
  const partition = partitionOf(region);
  if (partition === undefined)
    return [
      `--region, or AWS_REGION, is ${quoted(region)}; no such Region is known here. There are ${Object.values(regionsOf).flat().join(', ')}.`,
    ];
  const complaints = local.flatMap((key) =>
    [settings[key] ?? []].flat().flatMap((arn) => {
      const its = arn.split(':')[3];
      return its === region
        ? []
        : [`${key}: ${arn} is in ${its}, and the deployment in ${region}. Give one of ${region}.`];
    }),
  );
  // Settings of more than one partition are refused before this.
  const [first = region] = settings.regions;
  if (partitionOf(first) !== partition)
    complaints.push(
      `regions: they are of the partition ${partitionOf(first)}, and the deployment in ${region} (${partition}). Give Regions of ${partition}.`,
    );
  return complaints;
}
