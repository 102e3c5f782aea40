import { describe, expect, test } from 'vitest';
import { announce } from '../../shared/announce/announce.ts';
import type { Announcement } from '../../shared/announce/announcement.ts';
import { digestOf } from '../../shared/announce/digest/digest.ts';
import { digestHtml } from '../../shared/announce/digest/digest-html.ts';
import { digestText } from '../../shared/announce/digest/digest-text.ts';
import { renderSlack } from '../../shared/announce/slack/render-slack.ts';
import { plainStyle, renderText } from '../../shared/announce/text.ts';
import { behaviourChanges } from '../../shared/behaviour/behaviour-changes.ts';
import { amiTypes, type Track, trackOf } from '../../shared/parameters/track.ts';
import { recordedReports } from '../report/recorded.ts';

const at = new Date('2026-03-01T00:00:00Z');
const recorded = recordedReports().map((report) =>
  announce(report, report.status === 'withdrawn' ? 'withdrawn' : 'new-release', behaviourChanges, at),
);

const digest = (announcement: Announcement) => digestOf([announcement], new Date(0), at);

/** Every way in which people see an announcement: its words, all of them, as plain text. */
const announcers: Readonly<Record<string, (announcement: Announcement) => string | Promise<string>>> = {
  text: (announcement) =>
    renderText(announcement, { width: 80, style: plainStyle, most: Number.POSITIVE_INFINITY }),
  slack: (announcement) => unescaped(slackWords(announcement)),
  // A backslash stands before each quote there.
  'webhook body': (announcement) => JSON.stringify(announcement).replaceAll('\\"', '"'),
  'digest text': (announcement) => digestText(digest(announcement)),
  'digest mail': async (announcement) =>
    unescaped((await digestHtml(digest(announcement))).replaceAll(/<[^>]*>/g, '')),
};

function slackWords(announcement: Announcement): string {
  const { blocks, text } = renderSlack(announcement);
  const words = blocks.flatMap((block) => {
    if (block.type === 'divider') return [];
    return block.type === 'context' ? block.elements.map((element) => element.text) : [block.text.text];
  });
  return [text, ...words].join('\n');
}

function unescaped(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}

const squeezed = (text: string) => text.replaceAll('`', '').replaceAll(/\s+/g, ' ');

describe.each(Object.entries(announcers))('%s', (name, say) => {
  test.each(recorded.map((announcement) => [announcement.release, announcement] as const))(
    'tells %s',
    async (release, announcement) => {
      const said = squeezed(await say(announcement));
      expect(said).toContain(release);
      expect(said).toContain(squeezed(announcement.headline).slice(0, 140));
      if (announcement.kind === 'withdrawn') return;
      // Slack explains the three gravest and names the others: a phone shows no more.
      const told = announcement.findings.filter(({ direction }) => direction === 'introduced');
      for (const finding of told.slice(0, name === 'slack' ? 3 : told.length)) {
        expect(said).toContain(squeezed(finding.title));
        expect(said).toContain(squeezed(finding.remediation[0] ?? '').slice(0, 200));
        if (name !== 'slack')
          for (const { url } of finding.references)
            expect(await say(announcement)).toContain(url.replace('https://', ''));
      }
      if (told.length > 0) expect(said).toMatch(/(?:Kubernetes |_[A-Z0-9_]+\/)1\.\d\d/);
    },
  );
});

/** As large as it can get: every minor to come, every AMI type, every entry, each package on tracks of its own. */
function enormous(): Announcement {
  const [base] = recorded.filter(({ findings }) => findings.length > 0);
  const [finding] = base?.findings ?? [];
  const [change] = base?.changes ?? [];
  if (base === undefined || finding === undefined || change === undefined)
    throw new Error('No finding at all.');
  const minors = Array.from({ length: 40 }, (_, index) => `1.${index + 20}` as const);
  const tracks = minors.flatMap((minor) => amiTypes.map((amiType): Track => trackOf(amiType, minor)));
  const some = (index: number) => tracks.filter((_, place) => place % 7 === index % 7);
  const long = 'a very long sentence of words '.repeat(20).trim();
  return {
    ...base,
    headline: long.slice(0, 400),
    tracks,
    changes: Array.from({ length: 300 }, (_, index) => ({
      ...change,
      package: `package-${index}`,
      tracks: some(index),
    })),
    findings: Array.from({ length: 100 }, (_, index) => ({
      ...finding,
      behaviourChange: `change-${index}`,
      title: `${long.slice(0, 110)} ${index}`,
      summary: long.slice(0, 400),
      howToCheck: Array.from({ length: 12 }, () => long),
      remediation: Array.from({ length: 12 }, () => long),
      tracks: some(index),
    })),
    problems: Array.from({ length: 11 }, () => long),
    rollout: Array.from({ length: 34 }, (_, index) => ({
      region: `xx-region-${index}`,
      since: base.detectedAt,
      tracks: 1,
      of: 2,
    })),
  };
}

describe('Slack takes every message', () => {
  test.each([...recorded, enormous()].map((announcement) => [announcement.release, announcement] as const))(
    '%s',
    (_, announcement) => {
      const { blocks, text } = renderSlack(announcement, { pageUrl: 'https://amis.example.com/#v20240817' });
      expect(blocks.length).toBeGreaterThan(0);
      expect(blocks.length).toBeLessThanOrEqual(50);
      expect(text.length).toBeLessThanOrEqual(4000);
      for (const block of blocks) {
        if (block.type === 'header') expect(block.text.text.length).toBeLessThanOrEqual(150);
        if (block.type === 'section') expect(block.text.text.length).toBeLessThanOrEqual(3000);
        if (block.type === 'context') expect(block.elements.length).toBeLessThanOrEqual(10);
        const texts =
          block.type === 'divider' ? [] : block.type === 'context' ? block.elements : [block.text];
        for (const one of texts) expect(one.text.length).toBeGreaterThan(0);
      }
      expect(slackWords(announcement).length).toBeLessThan(13_000);
    },
  );

  test('a release that some parameters left says where, and not what it brings', () => {
    const [base] = recorded.filter(({ findings, kind }) => findings.length > 0 && kind === 'new-release');
    if (base === undefined) throw new Error('No finding at all.');
    const placement = { tracks: base.tracks.slice(0, 1), regions: ['eu-west-1'] };
    const returned = { since: base.detectedAt, left: [placement], stillOn: [] };
    const words = slackWords({ ...base, kind: 'rolled-back', returned });
    expect(words).toContain('went back: ');
    expect(words).toContain('eu-west-1');
    expect(words).toContain('stay on ');
    expect(words).not.toContain('What to do');
  });

  test('a routine release is one line', () => {
    const routine = recorded.filter(
      ({ findings, kind, severity }) =>
        severity === 'routine' && findings.length === 0 && kind !== 'withdrawn',
    );
    expect(routine.length).toBeGreaterThan(20);
    for (const announcement of routine) {
      const { blocks } = renderSlack(announcement);
      expect(blocks).toHaveLength(1);
      expect(slackWords(announcement).split('\n')).toHaveLength(2);
    }
  });
});

test.each(recorded.map((announcement) => [announcement.release, announcement] as const))(
  'the body of %s is far below what SNS and receivers take',
  (_, announcement) => {
    expect(Buffer.byteLength(JSON.stringify(announcement))).toBeLessThan(128 * 1024);
  },
);

test('what outsiders wrote is shown and never obeyed', async () => {
  const [base] = recorded.filter(({ findings }) => findings.length > 0);
  const [change] = base?.changes ?? [];
  if (base === undefined || change === undefined) throw new Error('No finding at all.');
  const hostile =
    '<!channel> <https://evil.example|click> & <script>alert(1)</script> <img src=x onerror=alert(1)>';
  const announcement: Announcement = {
    ...base,
    headline: hostile,
    problems: [hostile],
    changes: [{ ...change, package: hostile, from: hostile, to: hostile }],
  };
  for (const block of renderSlack(announcement).blocks) {
    if (block.type === 'divider') continue;
    const texts = block.type === 'context' ? block.elements : [block.text];
    for (const { text, type } of texts)
      if (type === 'mrkdwn') expect(text).not.toMatch(/<(?!https:\/\/github\.com\/)/);
  }
  const mail = await digestHtml(digest(announcement));
  expect(mail).not.toMatch(/<script|<img|<!channel/);
  expect(mail).toContain('&lt;script&gt;');
});
