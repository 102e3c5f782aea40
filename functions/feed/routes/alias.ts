import * as z from 'zod';
import { parseAlias } from '../../../shared/feed/alias.ts';
import { releaseIn } from '../../../shared/feed/catalogue.ts';
import { isOnTrack } from '../../../shared/feed/resolve.ts';
import { type Whereabouts, whereaboutsOf } from '../../../shared/feed/rollout.ts';
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
          'It names at least one image that a Region has, and AWS did not take the release back; null: that is not known.',
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
    const places = inRelease.flatMap((amiType) =>
      release === undefined
        ? []
        : [{ amiType, ...whereaboutsOf(release.report(), trackOf(amiType, kubernetes), region) }],
    );
    const isUnseen = ({ has, lacks, wentBack }: Whereabouts) =>
      has.length + lacks.length + wentBack.length === 0;
    // An AMI type that nobody watches is in the release all the same, unless the others are known to be nowhere.
    const countsUnseen =
      region === undefined && (places.every(isUnseen) || places.some(({ has }) => has.length > 0));
    const named = places
      .filter((place) => place.has.length > 0 || (countsUnseen && isUnseen(place)))
      .map(({ amiType }) => amiType);
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
    const left = [...new Set(places.flatMap(({ wentBack }) => wentBack))];
    if (named.length === 0 && left.length > 0)
      return said(false, `Its images there went back to older ones in ${left.join(', ')}.`);
    if (named.length === 0)
      return said(false, `No such image of the release was seen in ${region ?? 'any Region'}.`);
    return said(true, null);
  },
});
