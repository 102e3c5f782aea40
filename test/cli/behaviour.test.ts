import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { good, versions } from '../behaviour/mistake.ts';
import { amiwatch } from './command.ts';

const shipped = 'shared/behaviour/entries/containerd-limitnofile-2023-12.yaml';

const withPackage = (name: string) =>
  versions("- introduced: '1.7'").replace('package: containerd', `package: ${name}`);

describe('validate', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'amiwatch-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('says on which recorded releases an entry would have fired', async () => {
    const { code, stdout } = await amiwatch(['behaviour', 'validate', shipped]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/v20231220 introduced AL2, Kubernetes 1\.23–1\.28\n +v20231230 reverted/);
  });

  test('explains what is wrong, and ends with 1', async () => {
    const file = join(folder, 'containerd-limitnofile-2023-12.yaml');
    writeFileSync(file, good.replace('severity: breaking', 'severity: bad'));
    const { code, stderr, stdout } = await amiwatch(['behaviour', 'validate', file]);
    expect(code).toBe(1);
    expect(stderr).toContain('`severity` is "bad", which is not known here. Use one of: breaking,');
    expect(stdout).toContain('0 entries are right, 1 problem\n');
  });

  const place = 'releases: eks-amazon-linux';
  test.each<[string, string, string, string]>([
    [
      'a package that no release has',
      withPackage('containrd'),
      'affected[0].package',
      'the nearest is containerd',
    ],
    [
      'a related entry that is not there',
      `${good}\nrelated: [no-such-entry]\n`,
      'related',
      '"no-such-entry", which is not another entry',
    ],
    [
      'filters that leave nothing over',
      good.replace(place, `amiTypes: [AL2023_x86_64_NVIDIA]\n    architectures: [arm64]\n    ${place}`),
      'affected[0]',
      'No AMI type passes all of its filters',
    ],
  ])('finds %s', async (_, text, where, said) => {
    const file = join(folder, 'containerd-limitnofile-2023-12.yaml');
    writeFileSync(file, text);
    const { code, stderr } = await amiwatch(['behaviour', 'validate', file]);
    expect(code).toBe(1);
    expect(stderr).toContain(`(${where})`);
    expect(stderr).toContain(said);
  });

  test('says which examples of a new entry are missing', async () => {
    const file = join(folder, 'containerd-limitnofile-2024.yaml');
    const entry = readFileSync('shared/behaviour/entries/containerd-14-to-16.yaml', 'utf8');
    writeFileSync(file, entry.replace('id: containerd-14-to-16', 'id: containerd-limitnofile-2024'));
    const { code, stderr } = await amiwatch(['behaviour', 'validate', file]);
    expect(code).toBe(1);
    expect(stderr).toContain(
      'test/exposure/examples/containerd-limitnofile-2024/ has no exposed-…, not-exposed-…, near-miss-….',
    );
  });

  test('says of a wrong address once that it is wrong', async () => {
    const file = join(folder, 'containerd-limitnofile-2023-12.yaml');
    writeFileSync(file, good.replace(/url: https\S+/, 'url: nowhere'));
    const { stderr, stdout } = await amiwatch(['behaviour', 'validate', file]);
    expect(stderr).toContain('is not an https address');
    expect(stdout).toContain('1 problem\n');
  });
});

test('list finds by words and severity', async () => {
  const { stdout } = await amiwatch(['behaviour', 'list', 'limitnofile', '--severity', 'breaking']);
  expect(stdout).toMatch(/breaking +containerd-limitnofile-2023-12\n/);
  expect(stdout).toMatch(/\n1 of \d+ known behaviour changes\n$/);
});

test('show says where it came and went, and what to do', async () => {
  const { stdout } = await amiwatch(['behaviour', 'show', 'containerd-limitnofile-2023-12']);
  expect(stdout).toMatch(/where +eks-amazon-linux releases from v20231220 until before v20231230 on AL2\n/);
  expect(stdout).toContain('introduced in v20231220 on AL2, Kubernetes 1.23–1.28');
  expect(stdout).toMatch(/^do +Move to release v20231230/m);
});

test('show of an unknown id names the nearest', async () => {
  const { code, stderr } = await amiwatch(['behaviour', 'show', 'containerd-2-rollout']);
  expect(code).toBe(2);
  expect(stderr).toContain('Nearest: containerd2-rollout');
});

test('a difference says what came and went in between, and what other tracks had before', async () => {
  const between = JSON.parse((await amiwatch(['diff', 'v20240729', 'v20241115', '--json'])).stdout);
  expect(between.cameAndWent).toContainEqual(
    expect.objectContaining({
      behaviourChange: 'containerd-process-exit-event-lost',
      releases: ['v20240817'],
    }),
  );
  const staggered = JSON.parse((await amiwatch(['diff', 'v20251016', 'v20251023', '--json'])).stdout);
  const rollout = staggered.findings.find(
    (finding: { behaviourChange: string }) => finding.behaviourChange === 'containerd2-rollout',
  );
  expect(new Set(rollout.tracks.map((track: string) => track.split('/')[1]))).toEqual(new Set(['1.32']));
  expect(new Set(rollout.alreadyOn.map((track: string) => track.split('/')[1]))).toEqual(
    new Set(['1.33', '1.34']),
  );
});
