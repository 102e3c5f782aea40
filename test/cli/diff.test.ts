import { describe, expect, test } from 'vitest';
import { diff } from '../../cli/diff.ts';
import type { ReleaseTag } from '../../shared/parameters/release-tag.ts';
import { amiwatch } from './command.ts';

async function text(...args: readonly string[]): Promise<string> {
  const { stdout } = await amiwatch(['diff', ...args]);
  return stdout.replaceAll(/\s+/g, ' ');
}

describe('every version has its source', () => {
  test('in JSON with each build, in text once', async () => {
    const { changes } = diff('v20240729', 'v20240817');
    const builds = changes.flatMap((change) => change.builds);
    expect(builds.length).toBeGreaterThan(4);
    for (const { from, fromSource, to, toSource } of builds) {
      expect(fromSource).toBe(from === null ? null : 'recorded-history');
      expect(toSource).toBe(to === null ? null : 'recorded-history');
    }
    expect((await text('v20240729', 'v20240817')).split('per recorded history')).toHaveLength(2);
  });
});

describe('unknown is never "no package moved"', () => {
  test.each([
    ['both ends', 'v20220513', 'v20220513', ['from', 'to']],
    ['the end', 'v20220429', 'v20220513', ['to']],
    ['the beginning', 'v20220513', 'v20220523', ['from']],
  ] as const)('without packages at %s', async (_, from, to, ends) => {
    const { tracks, unknown } = diff(from, to);
    const whole = { package: null, tracks };
    for (const end of ['from', 'to'] as const) {
      const places = unknown[end].filter((each) => each.package === null);
      expect(places).toEqual(ends.some((each) => each === end) ? [whole] : []);
    }
    const shown = await text(from, to);
    expect(shown).toContain(`unknown: every package on AL2, Kubernetes 1.19–1.22, in v20220513`);
    expect(shown).not.toMatch(/no package/i);
  });

  test('a package that neither end has', async () => {
    const unknown = [{ package: 'kernel', tracks: ['AL2_x86_64_GPU/1.28'] }];
    const filter = { amiType: 'AL2_x86_64_GPU', kubernetes: '1.28' } as const;
    expect(diff('v20231106', 'v20231116', filter).unknown).toEqual({ from: unknown, to: unknown });
    const shown = await text(
      'v20231106',
      'v20231116',
      '--ami-type',
      'AL2_x86_64_GPU',
      '--kubernetes',
      '1.28',
    );
    expect(shown).toContain('unknown: kernel on AL2_x86_64_GPU, Kubernetes 1.28, in v20231106');
    expect(shown).toContain('unknown: kernel on AL2_x86_64_GPU, Kubernetes 1.28, in v20231116');
  });

  test('where all is known and nothing moved, that is said', async () => {
    const shown = await text('v20240817', 'v20240817');
    expect(shown).toContain('No package is known to have moved.');
    expect(shown).not.toContain('unknown');
  });
});

describe('callouts', () => {
  const link = (release: string) => `https://github.com/awslabs/amazon-eks-ami/releases/tag/${release}`;

  test('of the releases on the way are linked, oldest first, and warnings are told', async () => {
    const { callouts } = diff('v20250813', 'v20250829');
    expect(callouts.at(-1)).toEqual({ release: 'v20250829', callout: 'warning', link: link('v20250829') });
    expect(callouts.map(({ release }) => release)).toEqual(callouts.map(({ release }) => release).toSorted());
    const shown = await text('v20250813', 'v20250829');
    expect(shown).toContain(`AWS left a warning on v20250829: ${link('v20250829')}`);
  });

  test('of the release that is left behind are no news, in either direction', () => {
    expect(diff('v20250829', 'v20250813').callouts.map(({ release }) => release)).not.toContain('v20250829');
    expect(diff('v20250829', 'v20250829').callouts).toHaveLength(1);
  });
});

test('a release that was taken back in between is a risk going forward, and none going back', () => {
  const rules = (from: ReleaseTag, to: ReleaseTag) => diff(from, to).risks.map(({ rule }) => rule);
  expect(rules('v20260120', 'v20260129')).toContain('after-withdrawal');
  expect(rules('v20260129', 'v20260120')).not.toContain('after-withdrawal');
  expect(rules('v20260129', 'v20260209')).not.toContain('after-withdrawal');
});
