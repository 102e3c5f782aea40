import { readFile } from 'node:fs/promises';
import { describeProblem } from '../../../shared/problem.ts';
import { behaviourPaths, compileEntries, renderCompiled } from '../../behaviour/compile-entries.ts';
import { type Check, fail, ok } from '../check.ts';

export const knowledgeBaseCheck: Check<undefined> = {
  name: 'knowledge',
  remedy: 'Take shared/behaviour/ from the repository again.',
  look: async () => {
    const { entries, problems } = await compileEntries(behaviourPaths.entries);
    if (problems[0] !== undefined) return [fail(describeProblem(problems[0]), problems[0].remedy)];
    const isFresh = (await readFile(behaviourPaths.compiled, 'utf8')) === renderCompiled(entries);
    return isFresh
      ? [ok(`${entries.length} behaviour changes are valid.`)]
      : [fail('What is compiled is not what the entries say.', 'Run `npm run compile`.')];
  },
};
