import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import type { CheckReport } from '../../../cli/check/check-report.ts';
import { createProgram } from '../../../cli/program.ts';
import { run } from '../../../cli/run.ts';
import type { Ended } from '../command.ts';

const home = process.cwd();
const made: string[] = [];

afterAll(() => {
  process.chdir(home);
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** A folder of its own with these files in it. */
export function folderOf(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'amiwatch-check-'));
  made.push(folder);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

/** Runs `amiwatch check` in a folder, as a person standing there would. */
export async function checkIn(folder: string, ...args: readonly string[]): Promise<Ended> {
  const written = { stdout: '', stderr: '' };
  const streams = (['stdout', 'stderr'] as const).map((name) => {
    const stream = process[name];
    const { write } = stream;
    stream.write = ((text: string) => {
      written[name] += text;
      return true;
    }) as typeof write;
    return () => {
      stream.write = write;
    };
  });
  process.chdir(folder);
  process.env['NO_COLOR'] = '1';
  try {
    const code = await run(createProgram(), ['node', 'amiwatch', 'check', ...args]);
    return { code, ...written };
  } finally {
    for (const restore of streams) restore();
    process.chdir(home);
  }
}

export async function reportIn(folder: string, ...args: readonly string[]): Promise<CheckReport> {
  const { stderr, stdout } = await checkIn(folder, ...args, '--json');
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as CheckReport;
}

/** `nodes.sh containerd-empty-resolv-conf-no-fallback exposed 3:4` for each answer. */
export function answersOf({ setups }: CheckReport): readonly string[] {
  return setups.flatMap(({ answers, name }) =>
    answers.map(({ because: [first], behaviourChange, verdict }) =>
      [name, behaviourChange, verdict, `${first?.file}:${first?.line}`].join(' '),
    ),
  );
}

/** A node of the story: its kubelet is handed an empty file. */
export const emptyResolver = `#!/bin/bash
set -eu
touch /etc/kubernetes/resolv.conf
/etc/eks/bootstrap.sh payments \\
  --kubelet-extra-args '--resolv-conf=/etc/kubernetes/resolv.conf --node-labels=team=payments'
`;

export const plainNode = '#!/bin/bash\n/etc/eks/bootstrap.sh payments\n';

/** A disk over what the image brought along. */
export const hiddenImages = `#!/bin/bash
mkfs.xfs /dev/nvme1n1
mount /dev/nvme1n1 /var/lib/containerd
nodeadm init
`;

/** The first of the behaviour changes that are asked about. */
export const story = 'containerd-empty-resolv-conf-no-fallback';

/** A repository with one node that is exposed, beside what a check has no business in. */
export function repository(): string {
  return folderOf({
    'nodes/payments.sh': emptyResolver,
    'nodes/plain.sh': plainNode,
    'README.md':
      '# Nodes\n\n```sh\n/etc/eks/bootstrap.sh payments --kubelet-extra-args --resolv-conf=\n```\n',
    'node_modules/x/payments.sh': emptyResolver,
    '.terraform/modules/x/payments.sh': emptyResolver,
    'picture.sh': new Uint8Array([35, 33, 0, 1, 2]),
  });
}
