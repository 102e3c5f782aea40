import { describe, expect, test } from 'vitest';
import { announce } from '../../shared/announce/announce.ts';
import type { AnnouncedChange } from '../../shared/announce/announcement.ts';
import {
  describeKnown,
  describeSources,
  describeUnknown,
  describeWarnings,
} from '../../shared/announce/provenance.ts';
import { plainStyle, renderText } from '../../shared/announce/text.ts';
import { behaviourChanges } from '../../shared/behaviour/behaviour-changes.ts';
import { calloutKinds } from '../../shared/packages/facts.ts';
import { callout, pullRequest } from '../../shared/packages/reference.ts';
import type { FactSource } from '../../shared/packages/source.ts';
import type { Track } from '../../shared/parameters/track.ts';
import { buildReport, type ReportInput } from '../../shared/report/build-report.ts';
import { inputOf, recordedPackages } from '../report/recorded.ts';

const tracks: readonly Track[] = ['AL2_x86_64/1.29', 'AL2_x86_64/1.30'];
const now = new Date('2024-08-17T12:00:00Z');
const link = 'https://github.com/awslabs/amazon-eks-ami/releases/tag/v20240817';

function textOf(input: Partial<ReportInput>): string {
  const report = buildReport({ ...inputOf('v20240817', 'v20240729'), ...input }, behaviourChanges);
  const told = announce(report, 'new-release', behaviourChanges, now);
  return renderText(told, { width: 100, style: plainStyle, most: 1 });
}

describe('callouts', () => {
  test.each(calloutKinds.map((kind) => [kind, ['warning', 'caution', 'important'].includes(kind)] as const))(
    '%s is told as a warning: %j',
    (kind, told) => {
      const references = [callout(kind, 'v20240817'), pullRequest(1)];
      const words = `AWS left a warning on v20240817: ${link}`;
      expect(textOf({ references }).includes(words)).toBe(told);
      expect(describeWarnings([{ callout: kind, link }], 'v20240817')).toEqual(told ? [words] : []);
    },
  );

  test('several warnings at one place are told once', () => {
    const both = [{ callout: 'warning', link } as const, { callout: 'important', link } as const];
    expect(describeWarnings(both, 'v20240817')).toHaveLength(1);
  });

  test('the report counts pull requests and links to the notes', () => {
    const references = [callout('note', 'v20240817'), pullRequest(1), pullRequest(2)];
    const report = buildReport({ ...inputOf('v20240817'), references }, []);
    expect(report.references).toEqual({
      callouts: [{ callout: 'note', link }],
      pullRequests: 2,
      notes: link,
    });
  });
});

describe('who says the versions', () => {
  const moved = (...sources: readonly (readonly [FactSource | null, FactSource | null])[]) => ({
    builds: sources.map(([fromSource, toSource]) => ({ fromSource, toSource, from: '1', to: '2', tracks })),
  });
  test.each<[string, ReturnType<typeof moved>, string | undefined]>([
    ['nothing moved', moved(), undefined],
    ['one source', moved(['release-notes', 'release-notes']), 'versions per release notes'],
    ['nothing before', moved([null, 'release-notes']), 'versions per release notes'],
    ['nothing any more', moved(['release-notes', null]), 'versions per release notes'],
    [
      'another one before',
      moved(['recorded-history', 'release-notes']),
      'versions per release notes, those before per recorded history',
    ],
    [
      'two before',
      moved(['recorded-history', 'release-notes'], ['release-notes', 'release-notes']),
      'versions per release notes, those before per recorded history and release notes',
    ],
  ])('%s', (_, change, words) => {
    expect(describeSources([change as unknown as AnnouncedChange])).toBe(words);
  });

  test('is one footnote', () => {
    expect(textOf({}).match(/ per /g)).toEqual([' per ']);
    expect(textOf({})).toContain('\n  versions per recorded history\n');
  });
});

describe('what is known and what is not', () => {
  test('versions of one package and source are on one line', () => {
    const source = 'image-description';
    expect(
      describeKnown([
        { package: 'containerd', version: '2.2.5-1.amzn2023.0.4', source, tracks },
        { package: 'kubelet', version: '1.36.2', source: 'parameters', tracks },
        { package: 'containerd', version: '1.7.27-1.eks.amzn2.0.4', source, tracks },
      ]),
    ).toEqual([
      'known: containerd 2.2.5-1.amzn2023.0.4, 1.7.27-1.eks.amzn2.0.4 per image descriptions',
      'known: kubelet 1.36.2 per SSM parameters',
    ]);
  });

  test('a single package, and all of a track', () => {
    expect(
      describeUnknown(
        [
          { package: null, tracks: ['AL2_x86_64/1.29'] },
          { package: 'kernel', tracks: ['AL2_x86_64/1.30'] },
        ],
        tracks,
      ),
    ).toEqual([
      'unknown: every package on AL2_x86_64, Kubernetes 1.29',
      'unknown: kernel on AL2_x86_64, Kubernetes 1.30',
    ]);
  });

  test('a pending release is not said to be unknown twice', () => {
    const text = textOf({ status: 'detected', packages: undefined });
    expect(text).toContain('what changed is not known yet');
    expect(text).not.toContain('unknown:');
  });

  test('a package without a version is named beside those that moved', () => {
    const packages = recordedPackages('v20240817');
    const without = new Map(
      [...packages].map(([track, known]) => [
        track,
        new Map([...known].filter(([name]) => name !== 'kernel')),
      ]),
    );
    expect(textOf({ packages: without })).toContain(
      '\n  unknown: kernel on AL2 and AL2023, Kubernetes 1.22–1.30\n',
    );
  });
});
