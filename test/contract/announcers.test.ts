import { describe, expect, test } from 'vitest';
import { announce } from '../../shared/announce/announce.ts';
import type { Announcement } from '../../shared/announce/announcement.ts';
import { digestOf } from '../../shared/announce/digest/digest.ts';
import { digestHtml } from '../../shared/announce/digest/digest-html.ts';
import { digestText } from '../../shared/announce/digest/digest-text.ts';
import { mailText } from '../../shared/announce/mail.ts';
import { renderSlack } from '../../shared/announce/slack/render-slack.ts';
import { stayOn, stayOnVerb } from '../../shared/announce/stay-on.ts';
import { plainStyle, renderText } from '../../shared/announce/text.ts';
import { behaviourChanges } from '../../shared/behaviour/behaviour-changes.ts';
import { contentHtml } from '../../shared/feed/content-html.ts';
import { releaseNotesUrl } from '../../shared/parameters/release-tag.ts';
import { describeTracks } from '../../shared/report/describe-tracks.ts';
import { enormous } from '../announce/enormous.ts';
import { recordedReports } from '../report/recorded.ts';

const at = new Date('2026-03-01T00:00:00Z');
const recorded = recordedReports().map((report) => {
  const sources = [{ source: 'recorded-history', url: releaseNotesUrl(report.release) }] as const;
  const kind = report.status === 'withdrawn' ? 'withdrawn' : 'new-release';
  return announce({ ...report, sources }, kind, behaviourChanges, at, {
    publicUrl: 'https://amis.example.com',
  });
});

const digest = (announcement: Announcement) => digestOf([announcement], new Date(0), at);

/** Every way in which people see an announcement: its words, all of them, as plain text. */
const announcers: Readonly<Record<string, (announcement: Announcement) => string | Promise<string>>> = {
  text: (announcement) =>
    renderText(announcement, { width: 80, style: plainStyle, most: Number.POSITIVE_INFINITY }),
  'SNS mail': mailText,
  slack: (announcement) => unescaped(slackWords(announcement).replaceAll(/<([^|>]+)\|([^>]+)>/g, '$2 ($1)')),
  // A backslash stands before each quote and backslash there.
  'webhook body': (announcement) => JSON.stringify(announcement).replaceAll(/\\(["\\])/g, '$1'),
  'digest text': (announcement) => digestText(digest(announcement)),
  'digest mail': async (announcement) => unescaped(bare(await digestHtml(digest(announcement)))),
  'feed HTML': (announcement) => unescaped(bare(contentHtml(announcement))),
};

/** Markup without its marks; the addresses that links lead to stay. */
const bare = (markup: string) =>
  markup.replaceAll(/<a href="([^"]*)"[^>]*>/g, '$1 ').replaceAll(/<[^>]*>/g, '');

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

/** Programs get the tracks themselves, people as few words as say the same. */
function whereOf(name: string, tracks: Announcement['tracks'], { tracks: all }: Announcement): string {
  return name === 'webhook body'
    ? JSON.stringify(tracks).slice(1, -1)
    : squeezed(describeTracks(tracks, all));
}

const squeezed = (text: string) => text.replaceAll('`', '').replaceAll(/\s+/g, ' ');

describe.each(Object.entries(announcers))('%s', (name, say) => {
  test.each(recorded.map((announcement) => [announcement.release, announcement] as const))(
    'tells %s',
    async (release, announcement) => {
      const said = squeezed(await say(announcement));
      expect(said).toContain(release);
      expect(said).toContain(squeezed(announcement.headline).slice(0, 140));
      expect(said).toContain(releaseNotesUrl(release));
      // The feed is where the page is.
      if (!name.startsWith('feed'))
        expect(said).toContain(`https://amis.example.com/?view=rollout&release=${release}`);
      const stay = stayOn(announcement);
      if (stay !== undefined && name !== 'webhook body') {
        expect(said).toContain(
          `${stayOnVerb(announcement)} ${stay.release}${name === 'slack' ? ` (${releaseNotesUrl(stay.release)})` : ''}: `,
        );
        expect(said).toContain(squeezed(stay.how));
      }
      if (announcement.kind === 'withdrawn') return;
      // Slack explains the three gravest and names the others: a phone shows no more.
      const told = announcement.findings.filter(({ direction }) => direction === 'introduced');
      for (const finding of told.slice(0, name === 'slack' ? 3 : told.length)) {
        expect(said).toContain(squeezed(finding.title));
        expect(said).toContain(squeezed(finding.remediation[0] ?? '').slice(0, 200));
        expect(said).toContain(squeezed(finding.howToCheck[0] ?? '').slice(0, 200));
        expect(said).toContain(squeezed(finding.doesNotHelp[0] ?? ''));
        expect(said).toContain(whereOf(name, finding.tracks, announcement));
        // Slack and a digest have the first of them: many findings share their length.
        for (const { url } of finding.references.slice(0, /slack|digest/.test(name) ? 1 : undefined))
          expect(said).toContain(url);
      }
    },
  );
});

describe('Slack takes every message', () => {
  test.each(
    [...recorded, enormous(recorded)].map((announcement) => [announcement.release, announcement] as const),
  )('%s', (_, announcement) => {
    const { blocks, text } = renderSlack(announcement);
    const [head] = blocks;
    // Whatever is cut of the first line, it says what to do.
    if (announcement.headline.endsWith('before your nodes roll') && head?.type === 'header')
      expect(head.text.text).toMatch(/before your nodes roll$/);
    expect(blocks.length).toBeGreaterThan(0);
    expect(blocks.length).toBeLessThanOrEqual(50);
    expect(text.length).toBeLessThanOrEqual(4000);
    for (const block of blocks) {
      if (block.type === 'header') expect(block.text.text.length).toBeLessThanOrEqual(150);
      if (block.type === 'section') expect(block.text.text.length).toBeLessThanOrEqual(3000);
      if (block.type === 'context') expect(block.elements.length).toBeLessThanOrEqual(10);
      const texts = block.type === 'divider' ? [] : block.type === 'context' ? block.elements : [block.text];
      for (const one of texts) expect(one.text.length).toBeGreaterThan(0);
    }
    expect(slackWords(announcement).length).toBeLessThan(13_000);
  });

  test('a release that some parameters left says where, and not what it brings', () => {
    const [base] = recorded.filter(({ findings, kind }) => findings.length > 0 && kind === 'new-release');
    if (base === undefined) throw new Error('No finding at all.');
    const placement = { tracks: base.tracks.slice(0, 1), regions: ['eu-west-1'] };
    const returned = { since: base.detectedAt, left: [placement], stillOn: [] };
    const words = slackWords({ ...base, kind: 'rolled-back', returned });
    expect(words).toContain('went back: ');
    expect(words).toContain('eu-west-1');
    expect(words).toContain('Stay on ');
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
      if (type === 'mrkdwn') expect(text).not.toMatch(/<(?!https:\/\/(?:github\.com|amis\.example\.com)\/)/);
  }
  const mail = await digestHtml(digest(announcement));
  expect(mail).not.toMatch(/<script|<img|<!channel/);
  expect(mail).toContain('&lt;script&gt;');
  const feed = contentHtml(announcement);
  expect(feed).not.toMatch(/<script|<img|<!channel/);
  expect(feed).toContain('&lt;script&gt;');
});
