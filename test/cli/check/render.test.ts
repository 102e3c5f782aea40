import { afterEach, describe, expect, test } from 'vitest';
import { checkIn, emptyResolver, folderOf, hiddenImages, plainNode, story } from './run-check.ts';

const lossy = 'containerd-process-exit-event-lost';

afterEach(() => {
  delete process.env['COLUMNS'];
});

describe('where nothing is found', () => {
  const cases: readonly (readonly [string, Readonly<Record<string, string>>, string])[] = [
    ['an empty folder', {}, 'There is no file here, so that nothing was asked.'],
    [
      'files without a setup',
      { 'a.txt': 'Buy milk.\n', 'b.md': '# Notes\n' },
      'No setup of nodes, pods or images in 2 files: nothing was asked.',
    ],
  ];

  test.each(cases)('%s: it is said in every form, and is green unless asked', async (_, files, says) => {
    const folder = folderOf(files);
    const check = (...args: readonly string[]) => checkIn(folder, '.', '--to', 'v20241115', ...args);
    const { code, stdout } = await check();
    expect(stdout.split('\n')[0]).toBe(` NOTHING FOUND  ${says}`);
    expect(code).toBe(0);
    expect((await check('--fail-on', 'cannot-tell')).code).toBe(1);
    expect(JSON.parse((await check('--json')).stdout)).toMatchObject({
      verdict: 'nothing-found',
      headline: says,
    });
    expect((await check('--github')).stdout).toBe(`::warning title=amiwatch check::${says}\n`);
    expect(JSON.parse((await check('--sarif')).stdout).runs[0].invocations[0]).toMatchObject({
      toolExecutionNotifications: [{ level: 'warning', message: { text: says } }],
    });
  });
});

test('where the release alone decides, every form says so and none gives a reason', async () => {
  const folder = folderOf({ 'plain.sh': plainNode });
  const check = (...args: readonly string[]) => checkIn(folder, '.', '--to', 'v20240817', ...args);
  expect((await check()).stdout).toContain('No line of yours decides: all such nodes are exposed.\n');
  const { stdout } = await check('--github');
  expect(stdout).toContain(`title=${lossy}::No line of yours decides: all such nodes are exposed.%0A`);
  expect(stdout).not.toContain('Nothing here does that');
  const { results } = JSON.parse((await check('--sarif')).stdout).runs[0];
  expect(results.map(({ message }: { message: { text: string } }) => message.text)).toEqual([
    expect.stringMatching(/^No line of yours decides: all such nodes are exposed\. Now and then/),
  ]);
});

describe('a fix of a long line', () => {
  const before = `/etc/eks/bootstrap.sh payments --b64-cluster-ca ${'A'.repeat(60)} --kubelet-extra-args '--v=2 --node-labels=team=payments`;
  const folder = folderOf({ 'a.sh': `#!/bin/bash\n${before} --resolv-conf=/dev/null --max-pods=110'\n` });
  const fixIn = async () => {
    const { stdout } = await checkIn(folder, '.', '--to', 'v20240817');
    return stdout.split('\n').filter((line) => /^ {7}[-+](?!-)/.test(line));
  };

  test('is shown where it changes', async () => {
    expect(await fixIn()).toEqual([
      "       -…ls=team=payments --resolv-conf=/dev/null --max-pods=110'",
      "       +…ls=team=payments --max-pods=110'",
    ]);
  });

  test.each([
    ['60', 60],
    ['100', 100],
    ['1000', 100],
    ['20', 60],
    ['0', 80],
    ['wide', 80],
  ])('COLUMNS=%s makes %i of them, where there is no terminal', async (columns, width) => {
    process.env['COLUMNS'] = columns;
    const { stdout } = await checkIn(folder, '.', '--to', 'v20240817');
    const written = stdout.split('\n').filter((line) => !line.includes('`') && !line.includes('https://'));
    const longest = Math.max(...written.map((line) => line.length));
    expect(longest).toBeLessThanOrEqual(width);
    expect(longest).toBeGreaterThan(width - 8);
  });
});

test('of a line that meets a condition on some tracks, `where` says which', async () => {
  const folder = folderOf({ 'disk.sh': hiddenImages });
  const { stdout } = await checkIn(folder, '.', '--to', 'v20241115');
  expect(stdout.split('\n')[1]).toBe('AL2 and AL2023, Kubernetes 1.24–1.31 · 1 file looked at');
  expect(stdout).toMatch(/^where {2}AL2023, Kubernetes 1\.24–1\.31$/m);
  const one = await checkIn(folder, '.', '--to', 'v20241115', '--kubernetes', '1.30');
  expect(one.stdout).toMatch(/^where {2}AL2023, Kubernetes 1\.30$/m);
});

describe('--from', () => {
  const exposed = async (folder: string, ...args: readonly string[]) => {
    const { stdout } = await checkIn(folder, '.', ...args, '--json');
    const { headline, setups } = JSON.parse(stdout);
    const ids = setups.flatMap((setup: { answers: { verdict: string; behaviourChange: string }[] }) =>
      setup.answers.flatMap(({ behaviourChange, verdict }) =>
        verdict === 'exposed' ? [behaviourChange] : [],
      ),
    );
    return { headline, ids };
  };

  test('takes out what the old release has, and the headline names both', async () => {
    const folder = folderOf({ 'a.sh': emptyResolver });
    const whole = await exposed(folder, '--to', 'v20240817');
    expect(whole.ids.toSorted()).toEqual([story, lossy]);
    const moved = await exposed(folder, '--from', 'v20240729', '--to', 'v20240817');
    expect(moved).toEqual({
      headline: '1 of 1 setup is exposed to 2 behaviour changes that come between v20240729 and v20240817.',
      ids: whole.ids,
    });
    const stays = await exposed(folder, '--from', 'v20240817', '--to', 'v20240817');
    expect(stays.ids).toEqual([]);
  });

  test('counts all that a track has that is new', async () => {
    const folder = folderOf({ 'a.sh': emptyResolver });
    const { ids } = await exposed(folder, '--from', 'v20240817', '--to', 'v20250103', '--kubernetes', '1.31');
    expect(ids).toContain(story);
  });
});

describe('control characters', () => {
  const obey = '\u001b[2J\u001b]0;mine\u0007\u202e\u009b31m';
  const disk = `#!/bin/bash\nmount '/dev/${obey}' /var/lib/containerd # ${obey}\nnodeadm init\n`;
  const node = `#!/bin/bash\n/etc/eks/bootstrap.sh payments --kubelet-extra-args '--v=${obey} --resolv-conf=/dev/null'\n`;
  const folder = folderOf({ [`a${obey}.sh`]: disk, [`b${obey}.sh`]: node });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there.
  const obeyed = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/;

  test.each([[[]], [['--all']]])('of lines that are shown never reach the terminal %j', async (args) => {
    const { stdout } = await checkIn(folder, '.', '--to', 'v20241115', ...args);
    for (const shown of ["│ mount '/dev/�[2J", '--v=�[2J', `b�[2J`]) expect(stdout).toContain(shown);
    expect(stdout).toMatch(/^ {7}\+.*�/m);
    expect(stdout).not.toMatch(obeyed);
  });

  test('nor do those of names where it is said what has no fix', async () => {
    const { stderr } = await checkIn(folder, '.', '--to', 'v20241115', '--fix');
    expect(stderr).toContain('a�[2J');
    expect(stderr).not.toMatch(obeyed);
  });
});

test('what a file says ends no command of GitHub and begins none', async () => {
  const folder = folderOf({
    'a%0A::error::b.sh': emptyResolver,
    'c,d:e.sh': emptyResolver.replace('payments \\', 'pay%0A::set-output \\'),
  });
  const { stdout } = await checkIn(folder, '.', '--to', 'v20240817', '--github');
  expect(stdout).toContain('::error file=a%250A%3A%3Aerror%3A%3Ab.sh,line=5,col=');
  expect(stdout).toContain('::error file=c%2Cd%3Ae.sh,line=5,col=');
  expect(stdout).toContain('%0AMeets: a%250A::error::b.sh%0A');
  for (const line of stdout.trimEnd().split('\n')) expect(line).toMatch(/^::(?:error|warning|notice) /);
});

test('a script that Terraform hands to nodes is one setup with it', async () => {
  const folder = folderOf({
    'main.tf': `resource "aws_launch_template" "nodes" {
  name      = "eks-nodes"
  user_data = base64encode(templatefile("\${path.module}/nodes.tftpl", { file = "/dev/null" }))
}
`,
    'nodes.tftpl': `#!/bin/bash
/etc/eks/bootstrap.sh payments --kubelet-extra-args "--resolv-conf=\${file}"
`,
  });
  const { stdout } = await checkIn(folder, '.', '--to', 'v20240817');
  expect(stdout.split('\n')[0]).toContain('1 of 1 setup is exposed');
  expect(stdout).toContain('main.tf:3:');
  expect(stdout).toContain('who    aws_launch_template.nodes\n');
  const alone = await checkIn(folder, 'nodes.tftpl', '--to', 'v20240817');
  expect(alone.stdout).not.toContain(` BREAKING  ${story}`);
});

test('what lines decide stands before what the release alone does, as grave as they are', async () => {
  const pod =
    'apiVersion: v1\nkind: Pod\nmetadata: { name: ci }\nspec:\n  containers: [{ name: ci, image: "example.com/ci:1" }]\n  volumes: [{ name: docker, hostPath: { path: /var/run/docker.sock } }]\n';
  const folder = folderOf({ 'plain.sh': plainNode, 'pod.yaml': pod });
  const { stdout } = await checkIn(folder, '.', '--to', 'v20240817');
  const heads = [...stdout.matchAll(/^ BREAKING {2}(\S+)$/gm)].map(([, id]) => id);
  expect(heads).toEqual(['docker-runtime-removed-124', lossy]);
});
