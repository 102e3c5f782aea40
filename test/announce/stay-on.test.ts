import { expect, test } from 'vitest';
import { announce } from '../../shared/announce/announce.ts';
import type { Announcement } from '../../shared/announce/announcement.ts';
import { digestOf } from '../../shared/announce/digest/digest.ts';
import { digestText } from '../../shared/announce/digest/digest-text.ts';
import { mailText } from '../../shared/announce/mail.ts';
import { renderSlack } from '../../shared/announce/slack/render-slack.ts';
import { stayOn } from '../../shared/announce/stay-on.ts';
import { behaviourChanges } from '../../shared/behaviour/behaviour-changes.ts';
import type { ReleaseTag } from '../../shared/parameters/release-tag.ts';
import { buildReport } from '../../shared/report/build-report.ts';
import { inputOf, reportOf } from '../report/recorded.ts';

const at = new Date('2024-08-17T12:00:00Z');

test.each<[ReleaseTag, ReleaseTag, ReleaseTag | undefined, string]>([
  ['v20240817', 'v20240729', 'v20240729', 'it breaks nodes'],
  ['v20240828', 'v20240817', undefined, 'the one before breaks nodes'],
  ['v20251016', 'v20251007', 'v20251007', 'it breaks more than it takes back'],
  ['v20240910', 'v20240904', undefined, 'nothing came in'],
])('%s after %s: stay on %s, because %s', (release, before, expected) => {
  const announcement = announce(reportOf(release, before), 'new-release', behaviourChanges, at);
  expect(stayOn(announcement)?.release).toBe(expected);
});

test('a release of which no image is known says so wherever it is told, and not that it meets nobody', () => {
  const input = { ...inputOf('v20240817'), status: 'detected', packages: undefined } as const;
  const told = announce(buildReport(input, behaviourChanges), 'new-release', behaviourChanges, at);
  const announcement: Announcement = { ...told, tracks: [], firstSeen: [], unknown: [], comparedWith: [] };
  const said = [
    JSON.stringify(renderSlack(announcement).blocks),
    mailText(announcement).replaceAll(/\s+/g, ' '),
    digestText(digestOf([announcement], new Date(0), at)),
  ];
  for (const words of said) {
    expect(words).toContain('AMI types and Kubernetes minors unknown: it may be any of yours');
    expect(words).not.toContain('no tracks');
  }
});
