import { exec } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { nearest } from '../../shared/problem.ts';
import { amiwatch } from './command.ts';

describe('a wrong command line ends with 2 and names what is right', () => {
  test.each([
    [['dif', 'v20240729', 'v20240817'], 'Did you mean diff?'],
    [['replay', '--form', 'v20240729'], 'Did you mean --from?'],
    [['diff', 'v20240729', 'v20240820'], 'Nearest: v20240817, v20240828.'],
    [['diff', 'v20240729', 'v2024081'], 'Nearest: v20240817'],
    [['diff', 'v20240729'], "Missing required argument 'to'"],
    [['diff', 'v20240729', 'v20240817', '--ami-type', 'AL2023_x86_64'], 'Nearest: AL2023_x86_64_NEURON'],
    [
      ['diff', 'v20240729', 'v20240817', '--ami-type', 'bottlerocket_x86_64'],
      'BOTTLEROCKET_x86_64 is not an AMI type of Amazon Linux, and amiwatch tells of releases of Amazon Linux alone.',
    ],
    [['diff', 'v20240729', 'v20240817', '--kubernetes', '1.3'], 'Nearest: 1.30'],
    [['diff', 'v20240729', 'v20240817', '--kubernetes', '1.35'], 'Nothing to compare'],
    [['diff', 'v20240729', 'v20240817', '--fail-on', 'bad'], 'gravest first: breaking'],
    [['replay', '--from', 'v20241016', '--to', 'v20240729'], 'Give the older release first.'],
    [['replay', '--port', '99999'], 'is not a port'],
    [['history', 'import', 'no-such-file'], 'Cannot read "no-such-file"'],
    [['history', 'import'], "Missing required argument 'file'"],
    [['history', 'import', '--bogus'], 'Unknown option'],
    [['diff', 'v99999999', 'v20240817'], 'Nearest: v20260224'],
    [['diff', 'v20231106', 'v20260224'], 'v20231106 has AL2, Kubernetes 1.23–1.28'],
    [['diff', 'v20240729', 'v20240817', '--kubernetes', '1.99'], 'Nearest: 1.35'],
    [['replay', '--from', 'v20260128', '--once'], 'abandoned by AWS'],
    [['replay', '--to', 'v20231106', '--once'], 'the default, is newer'],
    [['replay', '--data', '--once'], 'is not a folder'],
    [['replay', '--data', 'package.json', '--once'], 'Cannot use the data directory "package.json"'],
    [['replay', '--port', '1', '--once=1'], 'Unknown option'],
    [['vercmp', '', '1'], 'An empty text is no version'],
    [['history', 'containerd'], 'Give one with --track'],
    [['history', 'dokcer', '--track', 'AL2_x86_64/1.30'], 'Nearest: docker'],
    [['history', 'docker', '--track', 'AL2023_x86_64_STANDARD/1.30'], 'It has amazon-ssm-agent,'],
    [['history', 'containerd', '--track', 'AL2_x86_65/1.30'], 'Nearest: AL2_x86_64/1.30'],
    [['when', 'containerd'], "like 'containerd>=1.7.22'"],
    [['when', 'contanerd>=1.7.22'], 'Nearest: containerd'],
    [['when', 'containerd>=1', '--ami-type', 'AL2_x86_64', '--kubernetes', '1.35'], 'No recorded release'],
    [['extract', 'no-such-file'], 'Cannot read "no-such-file"'],
    [['extract', 'README.md'], 'give --release with its tag'],
    [['extract', 'README.md', '--release', 'v20241399'], 'is no release tag'],
  ])('%j', async (args, message) => {
    const { code, stderr, stdout } = await amiwatch(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('    at ');
  });
});

test('a taken port is known before anything is replayed', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const { code, stderr, stdout } = await amiwatch(['replay', '--port', String(port)]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(`Cannot serve the feed on port ${port}`);
  await new Promise((resolve) => server.close(resolve));
});

test('a reader that has enough is no failure', async () => {
  const command = `"${process.execPath}" cli/bin.js replay --json | head -1`;
  const { stderr, stdout } = await promisify(exec)(`set -o pipefail; ${command}`, { shell: '/bin/bash' });
  expect(JSON.parse(stdout)).toHaveProperty('release', 'v20240817');
  expect(stderr).toBe('');
});

describe('help', () => {
  test.each([
    [[]],
    [['replay']],
    [['diff']],
    [['when']],
    [['verify']],
    [['history']],
    [['history', 'import']],
    [['extract']],
    [['vercmp']],
  ])('%j has an example', async (command) => {
    const { code, stdout } = await amiwatch([...command, '--help']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/Examples?:\n\s+\$ amiwatch /);
    expect(stdout.split('\n').filter((line) => line.length > 100)).toEqual([]);
  });
});

describe('vercmp', () => {
  test.each([
    ['1.7.20-1.amzn2.0.1', '1.7.11-1.amzn2.0.1', '1'],
    ['1.8.0~rc1', '1.8.0', '-1'],
    ['1:1.0', '2.0', '1'],
    ['1.7.27', '1.7.27-1.eks.amzn2023.0.4', '0'],
  ])('%s %s prints %s', async (a, b, order) => {
    expect(await amiwatch(['vercmp', a, b])).toEqual({ code: 0, stdout: `${order}\n`, stderr: '' });
  });
});

describe('diff', () => {
  const json = async (...args: readonly string[]) => {
    const { code, stdout } = await amiwatch(['diff', ...args, '--json']);
    return { code, ...(JSON.parse(stdout) as Record<string, unknown>) };
  };

  test('is cumulative over the skipped releases: what came and went in between is not in it', async () => {
    const difference = await json('v20240729', 'v20241016', '--kubernetes', '1.30', '--fail-on', 'breaking');
    expect(difference).toMatchObject({
      code: 1,
      severity: 'breaking',
      changes: expect.arrayContaining([
        expect.objectContaining({ package: 'containerd', kind: 'upgraded', from: '1.7.11', to: '1.7.22' }),
      ]),
    });
    expect(difference).toHaveProperty('skipped.length', 8);
    const findings = (difference as unknown as { findings: readonly { behaviourChange: string }[] }).findings;
    const ids = findings.map(({ behaviourChange }) => behaviourChange);
    expect(ids).toContain('containerd-empty-resolv-conf-no-fallback');
    expect(ids).not.toContain('containerd-process-exit-event-lost');
  });

  test('backwards says what rolling back changes', async () => {
    const difference = await json('v20240817', 'v20240729', '--kubernetes', '1.30');
    expect(difference).toMatchObject({
      code: 0,
      findings: [
        { behaviourChange: 'containerd-empty-resolv-conf-no-fallback', direction: 'reverted' },
        { behaviourChange: 'containerd-process-exit-event-lost', direction: 'reverted' },
        { behaviourChange: 'cni-cache-reset', direction: 'reverted' },
      ],
    });
  });

  test.each([
    ['v20220429', 'v20220513'],
    ['v20220513', 'v20220523'],
  ])('%s → %s: without packages at an end it is unknown, not routine', async (from, to) => {
    // That v20220513 is recalled is known without its packages.
    expect(await json(from, to)).toMatchObject({
      severity: 'unknown',
      findings: [{ behaviourChange: 'recalled-releases' }],
    });
  });

  test('from a release to itself is nothing', async () => {
    expect(await json('v20240817', 'v20240817')).toMatchObject({
      severity: 'routine',
      changes: [],
      findings: [],
      skipped: [],
    });
  });
});

test('nearest puts words that begin alike first', () => {
  expect(nearest('AL2023_x86_64', ['AL2_x86_64', 'AL2023_x86_64_STANDARD'], 1)).toEqual([
    'AL2023_x86_64_STANDARD',
  ]);
  expect(nearest('replya', ['vercmp', 'replay'], 1)).toEqual(['replay']);
});
