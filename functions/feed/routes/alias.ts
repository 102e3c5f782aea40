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
      valid: z.boolean().nullable().meta({
        description:
          'It names at least one image, and AWS did not take the release back; null: that is not known.',
      }),
      reason: z.string().nullable().meta({ description: 'Why it is not.' }),
      amiTypes: z.array(z.enum(amiTypes)).meta({ description: 'The AMI types that it names an image of.' }),
    })
    .meta({ id: 'AliasAnswer' }),
  answer: ({ catalogue }, { alias: text, kubernetes, region }) => {
    const alias = parseAlias(text);
    if (alias === undefined)
      throw badParameter('alias', 'is no alias of a release of Amazon Linux, like al2023@v20260224.');
    checkMinors(catalogue, [kubernetes]);
    const release = releaseIn(catalogue, alias.release);
    const inRelease = alias.amiTypes.filter(
      (amiType) => release !== undefined && isOnTrack(release, trackOf(amiType, kubernetes)),
    );
    const named = inRelease.filter(
      (amiType) =>
        region === undefined ||
        (release !== undefined && hasArrived(release.report(), region, trackOf(amiType, kubernetes))),
    );
    const said = (valid: boolean | null, reason: string | null) => ({
      alias: text,
      valid,
      reason,
      amiTypes: valid === null ? [] : named,
    });
    if (release === undefined) return said(null, 'No release of this tag is known here.');
    if (release.withdrawn() !== undefined) return said(false, 'AWS took the release back.');
    const { operatingSystem } = alias;
    if (inRelease.length === 0)
      return said(false, `The release has no image of ${operatingSystem} at Kubernetes ${kubernetes}.`);
    if (region !== undefined && release.report().rollout.length === 0)
      return said(null, 'Nobody here saw the release come: its Regions are not known.');
    if (named.length === 0) return said(false, `No such image of the release was seen in ${region}.`);
    return said(true, null);
  },
});
