import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Report } from '../../shared/report/report.ts';
import { amiwatch } from './command.ts';

const bin = fileURLToPath(new URL('../../cli/bin.js', import.meta.url));

/** Starts `amiwatch serve`, works with it at its address, and ends it as Ctrl-C does. Gives the exit code. */
async function served(args: readonly string[], work: (url: string) => Promise<void>): Promise<number | null> {
  const child = spawn(process.execPath, [bin, 'serve', '--port', '0', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', resolve);
  });
  try {
    let said = '';
    for await (const chunk of child.stdout.setEncoding('utf8')) {
      said += chunk;
      if (said.includes('Ctrl-C')) break;
    }
    await work(/http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0] ?? '');
  } finally {
    child.kill('SIGINT');
  }
  return ended;
}

test('serve alone has the recorded history', async () => {
  const code = await served([], async (url) => {
    const answer = await fetch(`${url}/v1/releases/v20240817`);
    expect(await answer.json()).toMatchObject({ severity: 'breaking', report: { rollout: [] } });
  });
  expect(code).toBe(0);
});

test('serve --store has what a replay has put there', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'amiwatch-serve-'));
  try {
    const replayed = await amiwatch([
      'replay',
      '--once',
      '--to',
      'v20240817',
      '--from',
      'v20240729',
      '--data',
      folder,
    ]);
    expect(replayed.code).toBe(0);
    const code = await served(['--store', folder], async (url) => {
      const answer = await fetch(`${url}/v1/releases/v20240817`);
      const { report } = (await answer.json()) as { report: Report };
      expect(report.rollout.map(({ region }) => region)).toEqual(['us-east-1']);
      const pin = await fetch(
        `${url}/v1/resolve?amiType=AL2023_x86_64_STANDARD&kubernetes=1.30&region=us-east-1&avoid=breaking`,
      );
      expect(await pin.json()).toMatchObject({
        pin: { release: 'v20240729', imageId: expect.stringMatching(/^ami-/) },
      });
    });
    expect(code).toBe(0);
  } finally {
    await rm(folder, { recursive: true });
  }
});
