import * as z from 'zod';
import { canonicalName } from '../packages/canonical.ts';
import { compareUpstream } from '../packages/range.ts';
import { parseVersion } from '../packages/version.ts';
import { isKubernetesRange } from '../parameters/kubernetes-range.ts';
import { type Architecture, amiTypes } from '../parameters/track.ts';
import { says } from '../problem.ts';
import { otherAmiTypes, otherOperatingSystems } from './other-systems.ts';
import { byRelease, byTag, type CompareBounds, dottedDate, dottedVersion, tag } from './release-bounds.ts';

const operatingSystems = ['AL2', 'AL2023', ...otherOperatingSystems] as const;
const architectures = ['x86_64', 'arm64'] as const satisfies readonly Architecture[];

/** An upstream version as a bound: `1.7.20`, or `0` for "since ever". */
const version = z
  .string()
  .max(40)
  .regex(/^\d+(?:\.\d+)*$/, {
    abort: true,
    error: says(
      'is not an upstream version',
      "Write the numbers alone, in quotes, without the RPM release: '1.7.20'.",
    ),
  });

const byVersion: CompareBounds = (a, b) => {
  const parsed = parseVersion(a);
  return parsed === undefined ? 0 : compareUpstream(parsed, b);
};

const eventError = says(
  'is not an event of a range',
  'An event is exactly one of `introduced`, `fixed` (the first without it) and `last_affected`.',
);

/** OSV's events over one kind of bound: ascending, and by turns an `introduced` and an end. */
function eventsOf(bound: z.ZodString, compare: CompareBounds) {
  return z
    .array(
      z.union(
        [
          z.strictObject({ introduced: bound }),
          z.strictObject({ fixed: bound }),
          z.strictObject({ last_affected: bound }),
        ],
        { error: eventError },
      ),
    )
    .min(1)
    .max(20)
    .superRefine((events, context) => {
      for (const [index, event] of events.entries()) {
        const complain = (message: string) => context.addIssue({ code: 'custom', path: [index], message });
        const previous = events[index - 1];
        const starts = 'introduced' in event;
        if (starts === (previous !== undefined && 'introduced' in previous)) {
          complain(
            starts
              ? says(
                  'is a second `introduced` without an end between',
                  'Put a `fixed` or `last_affected` before it.',
                )
              : says('is an end without a beginning', 'Put an `introduced` before it.'),
          );
        } else if (previous !== undefined && !ascends(previous, event, compare)) {
          complain(says('does not come after the event before it', 'Sort the events, the earliest first.'));
        }
      }
    })
    .meta({
      description:
        'Ascending: `introduced`, then `fixed` or `last_affected`, and so on; the last may be open.',
    });
}

type Event = { introduced: string } | { fixed: string } | { last_affected: string };

/** A range of one version has that version for `introduced` and `last_affected`; all else ascends. */
function ascends(previous: Event, event: Event, compare: CompareBounds): boolean {
  const order = compare(boundOf(event), boundOf(previous));
  return 'last_affected' in event ? order >= 0 : order > 0;
}

function boundOf(event: Event): string {
  if ('introduced' in event) return event.introduced;
  return 'fixed' in event ? event.fixed : event.last_affected;
}

const listOf = <Values extends readonly [string, ...string[]]>(values: Values, description: string) =>
  z.array(z.enum(values)).min(1).exactOptional().meta({ description });

const filters = {
  operatingSystems: listOf(operatingSystems, 'Only these; all when left out.'),
  amiTypes: listOf(
    [...amiTypes, ...otherAmiTypes],
    'Only these, where the operating system does not say it; all when left out.',
  ),
  architectures: listOf(architectures, 'Only these; all when left out.'),
  kubernetes: z
    .string()
    .max(40)
    .refine(isKubernetesRange, {
      error: says(
        'is not a range of Kubernetes minors',
        "Write it as '>=1.30' or '>=1.30 <1.34', without patch versions.",
      ),
    })
    .exactOptional()
    .meta({ description: 'Only these minors, `>=1.30 <1.34`; all when left out.' }),
};

function releasesOf<Stream extends string, Events extends z.ZodType>(stream: Stream, events: Events) {
  const releases = z.literal(stream).meta({ description: 'The stream whose releases the events speak of.' });
  return z.strictObject({ ...filters, releases, events });
}

/** One place where a behaviour is found: a range of a package's versions or of a stream's releases, on some tracks. */
export const affectedSchema = z.union(
  [
    z.strictObject({
      ...filters,
      package: z
        .string()
        .max(64)
        .refine((name) => /^[a-z][a-z0-9.+-]*$/.test(name) && canonicalName(name) === name, {
          error: says(
            'is not the name that a package keeps',
            'Write the canonical name, the same over upstream renames: `kernel`, not `kernel6.12`.',
          ),
        })
        .meta({
          description: 'The package whose upstream versions the events speak of, by its canonical name.',
        }),
      since: tag.exactOptional().meta({
        description:
          'The first release with such a version. Of an older one whose sources do not name the package it is known that it has none.',
      }),
      events: eventsOf(version, byVersion),
    }),
    z.discriminatedUnion('releases', [
      releasesOf('eks-amazon-linux', eventsOf(tag, byTag)),
      releasesOf('bottlerocket', eventsOf(dottedVersion, byRelease)),
      releasesOf('windows', eventsOf(dottedDate, byRelease)),
    ]),
  ],
  {
    error: says(
      'says neither or both of `package` and `releases`',
      'Give `package` for a range of its versions, or `releases` for a range of release tags, and `events` with it.',
    ),
  },
);
