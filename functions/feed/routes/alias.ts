import * as z from 'zod';
import { parseAlias } from '../../../shared/feed/alias.ts';
import { releaseIn } from '../../../shared/feed/catalogue.ts';
import { isOnTrack } from '../../../shared/feed/resolve.ts';
import { hasArrived } from '../../../shared/feed/rollout.ts';
import { amiTypes, trackOf } from '../../../shared/parameters/track.ts';
import { checkMinors } from '../known.ts';
import { kubernetesParameter, regionParameter } from '../parameters.ts';
import { badParameter } from '../problem.ts';
import { jsonRoute } from '../route.ts';

export const aliasRoute = jsonRoute({
  path: '/v1/aliases/{alias}',
  summary: 'Whether an alias of Karpenter names images at a Kubernetes minor, and in a Region.',
  parameters: z.strictObject({
    alias: z.string().max(40).meta({ description: 'al2023@v20260224' }),
    kubernetes: kubernetesParameter,
    region: regionParameter.optional(),
  }),
  response: z
    .object({
      alias: z.string(),
      valid: z
        .boolean()
        .meta({ description: 'It names at least one image, and AWS did not take the release back.' }),
      reason: z.string().nullable().meta({ description: 'Why it is not valid.' }),
      amiTypes: z.array(z.enum(amiTypes)).meta({ description: 'The AMI types that it names an image of.' }),
    })
    .meta({ id: 'AliasAnswer' }),
  answer: ({ catalogue }, { alias: text, kubernetes, region }) => {
    const alias = parseAlias(text);
    if (alias === undefined)
      throw badParameter('alias', 'is no alias of a release of Amazon Linux, like al2023@v20260224.');
    checkMinors(catalogue, [kubernetes]);
    const release = releaseIn(catalogue, alias.release);
    const named = alias.amiTypes.filter((amiType) => {
      const track = trackOf(amiType, kubernetes);
      if (release === undefined || !isOnTrack(release, track)) return false;
      return region === undefined || hasArrived(release.report(), region, track);
    });
    const reason = whyNot();
    return { alias: text, valid: reason === undefined, reason: reason ?? null, amiTypes: named };

    function whyNot(): string | undefined {
      if (release === undefined) return 'There is no such release.';
      if (release.withdrawn() !== undefined) return 'AWS took the release back.';
      if (named.length > 0) return undefined;
      const where = region === undefined ? '' : ` that was seen in ${region}`;
      return `The release has no image of ${alias?.operatingSystem} at Kubernetes ${kubernetes}${where}.`;
    }
  },
});
