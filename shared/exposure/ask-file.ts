import type { Setting, Setup, Value } from '../setups/setup.ts';
import { type Answer, answerAny } from './answer.ts';
import { describeValue, evidenceOf, listOf, possible, settingsOf } from './ask-setting.ts';
import type { FileCondition, Matcher } from './condition.ts';
import { gapsAbout } from './gaps.ts';
import { matchValue } from './match-value.ts';
import { tidyPath } from './path.ts';
import { allOf } from './truth.ts';

/** Whether a file on the node holds, in the end, what fits. */
export function askFile(condition: FileCondition, setup: Setup): Answer {
  const { namedBy, path } = condition;
  if (namedBy === undefined) return askWritten(path ?? { not: '' }, condition, setup);
  const answers = listOf(namedBy.of).flatMap((of) =>
    listOf(namedBy.key).flatMap((key) => {
      const settings = settingsOf(of, key, setup).flatMap(possible);
      const gaps = settings.some(({ certain }) => certain) ? [] : gapsAbout(of, setup);
      return [
        ...settings.map((setting) => askNamed(setting, condition, setup)),
        ...(gaps.length > 0 ? [{ truth: 'unknown', because: gaps } as const] : []),
      ];
    }),
  );
  if (answers.length > 0) return answerAny(answers);
  return { truth: 'no', because: [{ place: setup.place, says: 'Nothing here names such a file.' }] };
}

/** The file that one setting names. Where it is in a branch, so is the answer. */
function askNamed(setting: Setting, condition: FileCondition, setup: Setup): Answer {
  const by = evidenceOf(setting);
  if (!setting.value.known) return { truth: 'unknown', because: [by] };
  const path = tidyPath(setting.value.text);
  const answer = askContent(path, condition, setup);
  const truth = setting.certain || answer.truth === 'no' ? answer.truth : 'unknown';
  return { truth, because: [by, ...answer.because] };
}

function askContent(path: string, { content, imageHas }: FileCondition, setup: Setup): Answer {
  const written = setup.files.filter((file) => tidyPath(file.path) === path);
  if (written.length > 0) return answerAny(written.map((file) => askOne(file, content)));
  const known = imageHas?.includes(path) ?? false;
  const says = known
    ? `${path} is the image's own.`
    : `Nothing here writes ${path}, so what it holds cannot be told.`;
  return { truth: known ? 'no' : 'unknown', because: [{ place: setup.place, says }] };
}

/** Files that the setup writes and whose paths fit. */
function askWritten(path: Matcher, { content }: FileCondition, setup: Setup): Answer {
  const answers = setup.files.flatMap((file): Answer[] => {
    const named = matchValue({ known: true, text: tidyPath(file.path) }, path);
    return named === 'yes' ? [askOne(file, content)] : [];
  });
  const gaps = gapsAbout(undefined, setup);
  if (gaps.length > 0) return answerAny([...answers, { truth: 'unknown', because: gaps }]);
  if (answers.length > 0) return answerAny(answers);
  return { truth: 'no', because: [{ place: setup.place, says: 'Nothing here writes such a file.' }] };
}

function askOne(file: Setup['files'][number], content: Matcher): Answer {
  const fits = matchValue(file.content, content);
  const truth = file.certain ? fits : allOf([fits, 'unknown']);
  return { truth, because: [{ place: file.place, says: `${file.path} then holds ${held(file.content)}.` }] };
}

function held(content: Value): string {
  return content.known && content.text.trim() === '' ? 'nothing' : describeValue(content);
}
