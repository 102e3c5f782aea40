import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { announcementSchemaPath, renderAnnouncementSchema } from '../../cli/publish-schemas.ts';
import { announce } from '../../shared/announce/announce.ts';
import { announceTracks } from '../../shared/announce/announce-tracks.ts';
import { announcedRollout } from '../../shared/announce/announced-rollout.ts';
import { type AnnouncementKind, announcementKinds } from '../../shared/announce/announcement.ts';
import { behaviourChanges } from '../../shared/behaviour/behaviour-changes.ts';
import { buildReport } from '../../shared/report/build-report.ts';
import type { ReleaseStatus } from '../../shared/report/report.ts';
import { inputOf } from '../report/recorded.ts';

const published = await readFile(announcementSchemaPath, 'utf8');
const consumer = z.fromJSONSchema(JSON.parse(published));

/** A real announcement of a kind, as a subscriber gets it. */
function received(kind: AnnouncementKind): Record<string, unknown> {
  const status: Readonly<Record<AnnouncementKind, ReleaseStatus>> = {
    'new-release': 'detected',
    'details-came': 'detailed',
    'details-unavailable': 'details-unavailable',
    'new-finding': 'detailed',
    'rolled-back': 'detailed',
    withdrawn: 'withdrawn',
    'new-track': 'detected',
  };
  const { packages, ...input } = inputOf('v20240817', 'v20240729');
  const known = status[kind] === 'detailed' || kind === 'withdrawn' ? packages : undefined;
  const report = buildReport({ ...input, status: status[kind], packages: known }, behaviourChanges);
  if (kind === 'new-track') {
    const rollout = announcedRollout(report.rollout);
    const news = announceTracks({ ...report, ...rollout, round: 1 }, new Date(input.detectedAt));
    return JSON.parse(JSON.stringify(news));
  }
  return JSON.parse(JSON.stringify(announce(report, kind, behaviourChanges, new Date(input.detectedAt))));
}

test('the published JSON Schema is that of announcements: npm run compile', () => {
  expect(published).toBe(renderAnnouncementSchema());
});

test('it is draft 2020-12 and lets later keys pass', () => {
  expect(JSON.parse(published)).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Announcement',
    type: 'object',
  });
  expect(published).not.toMatch(/additionalProperties|readOnly/);
});

describe.each(announcementKinds)('%s', (kind) => {
  test('is of the published shape, also with a key that is new', () => {
    expect(consumer.parse(received(kind))).toEqual(received(kind));
    expect(consumer.safeParse({ ...received(kind), later: 1 }).success).toBe(true);
  });

  test.each(Object.keys(received(kind)))('needs %s', (key) => {
    const { [key]: _, ...rest } = received(kind);
    expect(consumer.safeParse(rest).success).toBe(false);
  });
});

test.each([
  ['another kind', { kind: 'rumour' }],
  ['a release that is no tag', { release: '1.30' }],
  ['a track that is no track', { tracks: ['AL2_x86_64-1.30'] }],
  ['a severity of its own', { severity: 'mild' }],
  ['a time in words', { detectedAt: 'yesterday' }],
  ['a change without a package', { changes: [{ kind: 'upgraded' }] }],
])('%s is not of the published shape', (_, wrong) => {
  expect(consumer.safeParse({ ...received('details-came'), ...wrong }).success).toBe(false);
});

test('what consumers build on holds: names, kinds and where things stand', () => {
  const strings = z.array(z.string()).min(1);
  const contract = z.object({
    id: z.literal('eks-amazon-linux/v20240817/details-came'),
    kind: z.literal('details-came'),
    stream: z.literal('eks-amazon-linux'),
    release: z.literal('v20240817'),
    severity: z.literal('breaking'),
    changes: z.array(z.object({ package: z.string(), kind: z.string(), tracks: strings })).min(1),
    findings: z
      .array(
        z.object({
          behaviourChange: z.string(),
          direction: z.literal('introduced'),
          severity: z.string(),
          tracks: strings,
        }),
      )
      .length(3),
  });
  const announcement = contract.parse(received('details-came'));
  expect(announcement.findings[0]?.tracks).toContain('AL2_x86_64/1.29');
  expect(received('details-came')['changes']).toContainEqual(
    expect.objectContaining({ package: 'containerd', kind: 'upgraded', from: '1.7.11', to: '1.7.20' }),
  );
});
