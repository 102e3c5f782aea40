import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeReport } from '../../../shared/aws/reports.ts';
import type { Track } from '../../../shared/parameters/track.ts';
import { formatTrackSet } from '../../../shared/parameters/track-set.ts';
import { reportOf } from '../../report/recorded.ts';
import { startWorld, type World } from '../world.ts';
import { chromiumPath, startBrowser, visit } from './browser.ts';
import { type Site, startSite } from './site.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const all = reportOf('v20240817', 'v20240729');
const since = '2024-08-17T14:05:00.000Z';
const inOneRegion = (track: Track) => track.startsWith('AL2_x86_64/') && track !== 'AL2_x86_64/1.30';

if (chromiumPath === undefined) console.warn('SKIPPED: the page in a browser. Install chromium to test it.');

describe.skipIf(chromiumPath === undefined)('in a browser, the page', () => {
  let world: World;
  let site: Site;
  let browser: Browser;
  beforeAll(async () => {
    world = await startWorld();
    const rollout = [
      { region: 'us-east-1', since, tracks: formatTrackSet(all.tracks), missing: '' },
      {
        region: 'eu-west-1',
        since,
        tracks: formatTrackSet(all.tracks.filter(inOneRegion)),
        missing: formatTrackSet(all.tracks.filter((track) => !inOneRegion(track))),
      },
      { region: 'eu-north-1', tracks: '', missing: formatTrackSet(all.tracks) },
    ];
    await writeReport(world.context.table, { ...all, rollout }, new Date());
    site = await startSite({ table: world.context.table });
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await site.stop();
    await world.stop();
  });

  /** Does something on the page; the browser must have nothing to complain of. */
  async function on(
    address: string,
    act: (page: Page) => Promise<void>,
    options?: BrowserContextOptions,
  ): Promise<void> {
    const { complaints, leave, page } = await visit(browser, site.url, options);
    try {
      await page.goto(address);
      await act(page);
      expect(complaints).toEqual([]);
    } finally {
      await leave();
    }
  }

  test('filters releases with the keyboard, and its address holds the filter', () =>
    on('/', async (page) => {
      await page.getByLabel('Severity').focus();
      await page.keyboard.press('b');
      await page.getByRole('combobox', { name: 'Kubernetes' }).selectOption('1.30');
      await page.getByRole('button', { name: 'Filter' }).press('Enter');
      await page.waitForURL(/severity=breaking.*kubernetes=1\.30/);
      const shown = page.locator('article.release > header');
      expect(await shown.count()).toBeGreaterThan(1);
      for (const text of await shown.allInnerTexts()) expect(text).toContain('▲ Breaking');
      await page.reload();
      expect(await page.getByLabel('Severity').inputValue()).toBe('breaking');
      await page.getByRole('link', { name: 'Clear' }).click();
      expect(await page.getByLabel('Severity').inputValue()).toBe('');
    }));

  test('goes back to the first release', () =>
    on('/', async (page) => {
      const tags: string[] = [];
      for (let pages = 0; pages < 40; pages += 1) {
        tags.push(...(await page.locator('article h2').allInnerTexts()));
        const older = page.getByRole('link', { name: 'Older releases' });
        if ((await older.count()) === 0) break;
        await older.click();
      }
      expect(tags).toEqual([...new Set(tags)].sort().reverse());
      expect(tags.length).toBeGreaterThan(100);
    }));

  test('opens a finding: what to check, what to do, with commands to copy', () =>
    on(
      '/?before=v20240828',
      async (page) => {
        const release = page.getByRole('article', { name: 'v20240817' });
        const check = release.getByText('How to check').first();
        expect(await check.isVisible()).toBe(false);
        await release.locator('.finding.breaking summary').first().press('Enter');
        expect(await check.isVisible()).toBe(true);
        await release.locator('.moved > summary').press('Enter');
        expect(await release.getByRole('row', { name: /^containerd 1\.7\.11 → 1\.7\.20/ }).isVisible()).toBe(
          true,
        );
        const copy = release.getByRole('button', { name: /^Copy kubectl/ }).first();
        await copy.click();
        await expect.poll(() => copy.textContent()).toBe('Copied');
        expect(await page.evaluate('navigator.clipboard.readText()')).toMatch(/^kubectl /);
      },
      { permissions: ['clipboard-read', 'clipboard-write'] },
    ));

  test('compares two releases of a track, and back', () =>
    on('/?view=compare', async (page) => {
      await page.getByRole('combobox', { name: 'From', exact: true }).selectOption('v20240729');
      await page.getByRole('combobox', { name: 'To', exact: true }).selectOption('v20241011');
      await page.getByLabel('AMI type').selectOption('AL2_x86_64');
      await page.getByRole('combobox', { name: 'Kubernetes' }).selectOption('1.30');
      await page.getByRole('button', { name: 'Compare' }).click();
      await page.waitForURL(/from=v20240729/);
      const containerd = page.getByRole('row', { name: /^containerd/ });
      expect(await containerd.innerText()).toMatch(/1\.7\.11 → 1\.7\.22/);
      expect(await page.locator('.finding.breaking').count()).toBeGreaterThan(0);
      await page.getByRole('link', { name: 'The other way round' }).click();
      expect(await containerd.innerText()).toMatch(/1\.7\.22 → 1\.7\.11[\s\S]*downgraded/);
    }));

  test('plots a package: a step says its release and date, behaviour changes are marked', () =>
    on('/?view=packages&package=containerd&amiType=AL2_x86_64', async (page) => {
      const readout = page.locator('.readout');
      const marks = await page.locator('.mark').allTextContents();
      expect(marks.join()).toMatch(
        /v20240817 brings: .*resolv\.conf[\s\S]*v20240828 takes back: .*resolv\.conf/,
      );
      const point = page.locator('.point', { hasText: 'v20240817' }).first();
      await point.hover();
      expect(await readout.innerText()).toMatch(/v20240817, 2024-08-17: containerd 1\.7\.20, upgraded/);
      expect(await page.locator('.strand.on').count()).toBeGreaterThan(1);
      await point.focus();
      await page.keyboard.press('ArrowRight');
      expect(await readout.innerText()).toMatch(/v20240828, 2024-08-28: containerd 1\.7\.11, downgraded/);
      await page.keyboard.press('Enter');
      await page.waitForURL(/view=rollout&release=v20240828/);
    }));

  test('keeps the versions in view on a telephone, where the newest is', () =>
    on(
      '/?view=packages',
      async (page) => {
        expect(await page.getByText('move the plot sideways').isVisible()).toBe(true);
        const plot = page.locator('.wide');
        expect(await plot.evaluate((wide) => wide.scrollLeft)).toBeGreaterThan(200);
        const version = await page.locator('.plot-axis text', { hasText: '2.1.5' }).boundingBox();
        expect(version?.x).toBeGreaterThan(20);
        expect(version?.x).toBeLessThan(120);
      },
      { viewport: { width: 390, height: 844 } },
    ));

  test('shows how far a release has come, in words', () =>
    on('/?view=rollout&release=v20240817', async (page) => {
      expect(await page.locator('caption').innerText()).toContain('1 Region of 3 has all');
      expect(await page.getByRole('row', { name: /^us-east-1/ }).innerText()).toMatch(/14:05 UTC\s+✓ 1\.2/);
      const partial = await page.getByRole('row', { name: /^eu-west-1/ }).innerText();
      expect(partial).toMatch(/◐ 1\.22–1\.29, not 1\.30/);
      expect(partial).toContain('none of 1.2');
      expect(await page.getByRole('row', { name: /^eu-north-1/ }).innerText()).toContain('not yet');
    }));

  test('finds what explains a log line', () =>
    on('/?view=known', async (page) => {
      await page
        .getByLabel('A log line')
        .fill('OCI runtime exec failed: cannot exec in a stopped container: x');
      await page.getByRole('button', { name: 'Find what explains it' }).click();
      await page.waitForURL(/symptom=/);
      expect(await page.locator('mark').first().innerText()).toBe('cannot exec in a stopped container');
      await page.locator('.candidates h2 a', { hasText: 'resolv.conf' }).click();
      await page.waitForURL(/behaviourChange=/);
      await page.getByRole('link', { name: 'Releases that bring it or take it back' }).click();
      expect(await page.locator('article.release').count()).toBeGreaterThan(1);
    }));

  test('does all of that without JavaScript', () =>
    on(
      '/',
      async (page) => {
        expect(await page.locator('article.release').count()).toBe(12);
        await page.getByLabel('Severity').selectOption('breaking');
        await page.getByRole('button', { name: 'Filter' }).click();
        await page.waitForURL(/severity=breaking/);
        await page.getByRole('link', { name: 'Packages', exact: true }).click();
        expect(await page.locator('.plot .point').count()).toBeGreaterThan(10);
      },
      { javaScriptEnabled: false },
    ));

  test('has a way past the menu, and shows where the focus is', () =>
    on('/', async (page) => {
      await page.keyboard.press('Tab');
      const skip = page.getByRole('link', { name: 'Skip to the content' });
      expect((await skip.boundingBox())?.x).toBeGreaterThanOrEqual(0);
      await page.keyboard.press('Enter');
      expect(await page.evaluate('document.activeElement.id')).toBe('main');
      await page.keyboard.press('Tab');
      expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
    }));

  const views = [
    '/',
    '/?before=v20240910',
    '/?view=compare&from=v20240729&to=v20241011',
    '/?view=packages',
    '/?view=rollout&release=v20240817',
    '/?view=known',
    '/?view=known&symptom=cannot+exec+in+a+stopped+container',
    '/?kubernetes=9.9',
  ];
  const looks = [
    ['light', 1280],
    ['dark', 390],
  ] as const;
  test.each(views.flatMap((view) => looks.map((look) => [view, ...look] as const)))(
    '%s, %s, %i px wide: axe has nothing to say, and nothing sticks out',
    (view, colorScheme, width) =>
      on(
        view,
        async (page) => {
          await page.evaluate('for (const each of document.querySelectorAll("details")) each.open = true');
          expect(
            await page.evaluate('document.documentElement.scrollWidth - innerWidth'),
          ).toBeLessThanOrEqual(0);
          await page.evaluate(axe);
          const { violations } = (await page.evaluate('axe.run()')) as { violations: readonly Violation[] };
          expect(
            violations.map(({ id, nodes }) => [
              id,
              nodes.slice(0, 3).map(({ html, failureSummary }) => `${html} ${failureSummary}`),
            ]),
          ).toEqual([]);
        },
        { colorScheme, viewport: { width, height: 800 } },
      ),
  );
});

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}
