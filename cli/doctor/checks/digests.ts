import { isDigestList, readDigestList } from '../../../shared/announce/digest/list.ts';
import { readRouteParameters } from '../../../shared/aws/read-routes.ts';
import { type Check, fail, ok } from '../check.ts';
import type { Deployment } from '../deployment.ts';

export const digestsCheck: Check<Deployment> = {
  name: 'digests',
  remedy: 'See docs/runbook.md#digest-failed.',
  look: async ({ digestsPath, options, ssm }) => {
    if (digestsPath === undefined) return [];
    const lists = (await readRouteParameters(ssm, digestsPath)).map(({ name, text }) =>
      readDigestList(name, text),
    );
    if (lists.length === 0) return [ok('There are no lists.')];
    return lists.map((list) =>
      isDigestList(list)
        ? ok(
            `${list.name} (${list.kind}) is a list; \`npx amiwatch digest test ${list.name} ${options.amiwatch}\` sends a sample.`,
          )
        : fail(`${list.subject} is no list: ${list.message}`, 'See docs/configuration.md#digests.'),
    );
  },
};
