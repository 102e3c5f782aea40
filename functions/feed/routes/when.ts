import * as z from 'zod';
import { tracksIn } from '../../../shared/feed/catalogue.ts';
import { trackWanted } from '../../../shared/feed/feed-page.ts';
import { releaseSchema, tracksSchema } from '../../../shared/feed/report-schema.ts';
import { whenHad } from '../../../shared/feed/stretches.ts';
import { parseRange } from '../../../shared/packages/range.ts';
import { checkMinors, knownPackages } from '../known.ts';
import { amiTypeParameter, kubernetesParameter, packageParameter } from '../parameters.ts';
import { badParameter } from '../problem.ts';
import { jsonRoute } from '../route.ts';

const dated = z.object({ release: releaseSchema, date: z.string() });
const had = dated.extend({ version: z.string() });

export const whenRoute = jsonRoute({
  path: '/v1/when',
  summary:
    'The first release of each track with these versions of a package, and whether they went away again.',
  parameters: z.strictObject({
    package: packageParameter,
    range: z
      .string()
      .max(128)
      .refine((text) => parseRange(text) !== undefined, 'is no range of versions like >=1.7.22.')
      .meta({ description: 'Upstream versions as npm writes ranges: >=1.7.22, 6.12.x.' }),
    amiType: amiTypeParameter.optional(),
    kubernetes: kubernetesParameter.optional(),
  }),
  response: z
    .object({
      package: z.string(),
      range: z.string(),
      groups: z
        .array(
          z.object({
            tracks: tracksSchema,
            stretches: z
              .array(
                z.object({
                  since: had.extend({ withdrawn: z.string().exactOptional() }),
                  fromTheStart: z.boolean().meta({ description: 'Nothing older is known there.' }),
                  good: had
                    .exactOptional()
                    .meta({ description: 'The first one that AWS did not take back.' }),
                  gone: dated.extend({ version: z.string().optional() }).exactOptional(),
                }),
              )
              .readonly(),
          }),
        )
        .readonly(),
      never: tracksSchema,
      unknown: tracksSchema.meta({ description: 'No release says anything of the package there.' }),
    })
    .meta({ id: 'When' }),
  answer: ({ catalogue }, { package: name, range: text, amiType, kubernetes }) => {
    const range = parseRange(text);
    if (range === undefined) throw badParameter('range', 'is no range of versions like >=1.7.22.');
    if (kubernetes !== undefined) checkMinors(catalogue, [kubernetes]);
    const [known = name] = knownPackages(catalogue, [name]);
    const isWanted = trackWanted({
      amiType: amiType && [amiType],
      kubernetes: kubernetes && [kubernetes],
    });
    const releases = [...catalogue.releases].reverse();
    return whenHad(releases, known, range, tracksIn(catalogue).filter(isWanted));
  },
});
