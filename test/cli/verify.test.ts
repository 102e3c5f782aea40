import { exec } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { readInventoryFile } from '../../cli/inventory-file.ts';
import { renderVerification } from '../../cli/render-verification.ts';
import { UsageError } from '../../cli/usage-error.ts';
import { verifyInventory } from '../../cli/verify.ts';
import type { ReleaseTag } from '../../shared/parameters/release-tag.ts';
import type { Track } from '../../shared/parameters/track.ts';
import { amiwatch } from './command.ts';
import { verified } from './verified.ts';

const fixture = (file: string) => readFileSync(new URL(`../fixtures/${file}`, import.meta.url), 'utf8');
const scratch = mkdtempSync(join(tmpdir(), 'amiwatch-verify-'));
afterAll(() => rmSync(scratch, { recursive: true }));

function file(name: string, text: string): string {
  writeFileSync(join(scratch, name), text);
  return join(scratch, name);
}

const rpms = fixture('inventories/command-output/rpm-qa.txt');

describe('the command', () => {
  const of = (release: string) => [
    '--release',
    release,
    '--ami-type',
    'AL2023_x86_64_STANDARD',
    '--kubernetes',
    '1.30',
  ];

  test('ends with 1 for drift, and says what, since when and what it brings', async () => {
    const { code, stderr, stdout } = await amiwatch(['verify', file('a', rpms), ...of('20240828')]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    for (const words of [
      'DRIFTED v20240828 AL2023_x86_64_STANDARD, Kubernetes 1.30 1 package drifted: it brings in 2 BREAKING. expected',
      'containerd  upgraded: v20240828 has 1.7.11-1.amzn2023.0.1, found 1.7.20-1.amzn2023.0.1',
      'in v20240817 of this track',
      'as released: amazon-ssm-agent 3.3.380.0-1.amzn2023',
      'not in the inventory, so not compared: kubelet',
      "containerd takes an empty resolv.conf at its word and no longer falls back to the host's",
    ])
      expect(stdout.replaceAll(/\s+/g, ' ')).toContain(words.replaceAll(/\s+/g, ' '));
  });

  test.each<[string, ReleaseTag, string]>([
    [
      'NAME  STATUS  VERSION  CONTAINER-RUNTIME\na  Ready  v1.30.2  containerd://1.7.20\nb  Ready  v1.30.4  containerd://1.7.20',
      'v20240828',
      '2 packages drifted: that brings in 2 BREAKING.',
    ],
    ['containerd-1.7.11-1.amzn2023.0.1', 'v20240817', '1 package drifted: it takes away 2 BREAKING.'],
    [
      'containerd-1.7.11-1.amzn2023.0.9\nrunc-1.1.11-1.amzn2023.0.9',
      'v20240828',
      '2 packages drifted: no known behaviour change comes of it.',
    ],
  ])('says in front what drift brings: %j', (text, release, says) => {
    const found = verified(text, release);
    expect(renderVerification(found, process.stdout).split('\n')[1]).toBe(says);
  });

  test('reads standard input, and UTF-16 of PowerShell; nothing drifted is 0', async () => {
    const good = rpms.replace('1.7.20', '1.7.11');
    writeFileSync(join(scratch, 'utf16'), `\ufeff${good}`, 'utf16le');
    const command = `cat "${join(scratch, 'utf16')}" | "${process.execPath}" cli/bin.js verify - ${of('v20240828').join(' ')}`;
    const { stdout } = await promisify(exec)(command);
    expect(stdout).toContain('AS RELEASED');
    expect(stdout).toContain('Nothing drifted.');
  });

  test.each([
    ['breaking', 'containerd-1.7.11-1.amzn2023.0.9', 0],
    ['breaking', 'containerd-1.7.11-1.amzn2023.0.1\nrunc 1-broken-1.2.3', 1],
  ])('--fail-on %s with %j ends with %i', async (severity, text, expected) => {
    const args = ['verify', file('b', text), ...of('v20240828'), '--fail-on', severity, '--json'];
    const { code, stdout } = await amiwatch(args);
    expect(code).toBe(expected);
    expect(JSON.parse(stdout)).toMatchObject({ version: 1, release: 'v20240828' });
  });

  test('takes the notes of a release that is not recorded', async () => {
    const notes = file('notes', fixture('release-notes/v20240817.md'));
    const args = ['verify', file('c', rpms), '--notes', notes, '--json'];
    const { code, stdout } = await amiwatch([...args, ...of('v20240817')]);
    expect(JSON.parse(stdout)).toMatchObject({ source: 'release-notes', release: 'v20240817' });
    expect(code).toBe(1);
  });

  test.each([
    ['an unknown release', of('v20240829'), 'Nearest: v20240828'],
    ['words', of('v20240828'), 'inventory-unknown: '],
  ])('%s ends with 2 and what to do', async (name, options, words) => {
    const { code, stderr, stdout } = await amiwatch(['verify', file('x', name), ...options]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(words);
    expect(stderr).not.toContain('    at ');
  });
});

describe('what cannot be answered names the input, the place and the remedy', () => {
  const sparse = join(scratch, 'sparse');
  writeFileSync(sparse, 'a');
  truncateSync(sparse, 51_000_000);
  const standard: Track = 'AL2023_x86_64_STANDARD/1.30';

  test.each<[string, string, readonly string[], ReleaseTag?, Track?]>([
    ['no such file', join(scratch, 'none'), ['Cannot read', 'none']],
    ['a folder', scratch, ['is a directory', 'Give one file']],
    ['too much', sparse, ['is larger than 50 MB', 'fewer nodes']],
    ['binary', file('binary', 'a\0b'), ['is no text', 'rpm -qa']],
    ['empty', file('empty', ' \n'), ['inventory-empty', 'empty', 'rpm -qa']],
    ['broken JSON', file('json', '{"kind":'), ['inventory-json-broken', 'json', 'whole']],
    ['words', file('words', 'no packages here'), ['inventory-unknown', 'words', 'Known are: kubectl']],
    ['nothing to compare', file('d', 'bash-5.2.15-1.x86_64'), ['nothing-compared', 'containerd']],
    [
      'other nodes',
      file('e', '6.1.102-1.amzn2023.aarch64'),
      [
        'other-ami-type',
        'This is a node of AL2023, arm64, and AL2023_x86_64_STANDARD is AL2023, x86_64.',
        'or what a node of AL2023_x86_64_STANDARD says.',
      ],
    ],
    ['no nodes', file('n', '{"kind":"List","items":[]}'), ['has nothing to compare']],
    ['far too many', file('m', 'a-1-1\n'.repeat(200_000)), ['inventory-too-long', 'one node']],
    [
      'too many nodes',
      file('o', `NAME   STATUS   VERSION\n${'aa   b   v1.30.2\n'.repeat(20_001)}`),
      ['inventory-too-long', 'in parts'],
    ],
    ['a track without packages', file('g', rpms), ['Known of it: AL2023'], 'v20260224', 'AL2_x86_64/1.30'],
  ])('%s', (_, inventory, words, release = 'v20240828', track = standard) => {
    let message: string | undefined;
    try {
      verifyInventory(readInventoryFile(inventory), inventory, { release, track });
    } catch (error) {
      message = error instanceof UsageError ? error.message : undefined;
    }
    for (const word of words) expect(message).toContain(word);
  });
});
