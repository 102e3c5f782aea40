import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PollContext } from '../../functions/poll/context.ts';
import type { Announcement } from '../../shared/announce/announcement.ts';
import { readRelease } from '../../shared/aws/records.ts';
import { findRecordedRelease } from '../../shared/history/find-recorded-release.ts';
import { isDocument } from '../../shared/packages/details.ts';
import type { ReleaseTag } from '../../shared/parameters/release-tag.ts';
import { startWorld, type World, watched } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

/** Shows the releases one after the other, and gives what was heard of the last one. */
async function through(...releases: readonly ReleaseTag[]): Promise<readonly Announcement[]> {
  let heard: readonly Announcement[] = [];
  for (const release of releases) {
    world.show(release);
    await world.poll();
    heard = await world.received();
  }
  return heard;
}
const brief = (announcements: readonly Announcement[]) =>
  announcements.map(({ id, comparedWith, severity }) => [
    id.replace('eks-amazon-linux/', ''),
    severity,
    comparedWith.map(({ release }) => release).join(),
  ]);
const directions = ({ findings }: Announcement) => findings.map(({ direction }) => direction);

describe('a release comes and goes', () => {
  test('one that was taken back and comes again is announced again, and so is its second end', async () => {
    expect(brief(await through('v20240729', 'v20240817', 'v20240729', 'v20240817'))).toEqual([
      ['v20240817/new-release/2', 'breaking', 'v20240729'],
    ]);
    expect(brief(await through('v20240729'))).toEqual([['v20240817/withdrawn/2', 'breaking', 'v20240729']]);
    expect((await world.poll()).published).toEqual([]);
  });

  test('after its return, the next release is compared with it', async () => {
    const [next] = await through('v20240729', 'v20240817', 'v20240729', 'v20240817', 'v20240828');
    expect(next?.comparedWith).toMatchObject([{ release: 'v20240817' }]);
    expect(next === undefined ? [] : directions(next)).toContain('reverted');
  });

  test('an older one that was never seen is new all the same', async () => {
    const heard = await through('v20240729', 'v20240828', 'v20240817');
    expect(brief(heard)).toEqual([
      ['v20240817/new-release', 'breaking', 'v20240828'],
      ['v20240828/withdrawn', expect.anything(), 'v20240729'],
    ]);
  });

  test('a baseline that is taken back is told: nodes run it', async () => {
    expect(brief(await through('v20240817', 'v20240729'))).toEqual([
      ['v20240729/new-release', 'unreviewed', 'v20240817'],
      ['v20240817/withdrawn', 'unknown', ''],
    ]);
  });

  test('a withdrawal is told even when the poll died before it could note that it had announced the release', async () => {
    world.show('v20240729');
    await world.poll();
    world.show('v20240817');
    const dying: PollContext = {
      ...world.context,
      sns: Object.create(world.context.sns, {
        send: {
          value: async (command: Parameters<typeof world.context.sns.send>[0]) => {
            await world.context.sns.send(command);
            throw new Error('killed');
          },
        },
      }),
    };
    expect((await world.poll(dying)).problems).toMatchObject([{ kind: 'release-failed' }]);
    expect(brief(await world.received())).toHaveLength(1);
    expect(brief(await through('v20240729'))).toEqual([['v20240817/withdrawn', 'breaking', 'v20240729']]);
  });
});

test('Regions that came from different releases: the newest of these is compared with', async () => {
  const both = { ...world.context, regions: ['us-east-1', 'eu-west-1'] };
  world.show('v20240729', 'us-east-1');
  world.show('v20240729', 'eu-west-1');
  await world.poll(both);
  world.show('v20240817', 'us-east-1');
  await world.poll(both);
  await world.received();
  world.show('v20240828', 'us-east-1');
  world.show('v20240828', 'eu-west-1');
  await world.poll(both);
  const [announcement] = await world.received();
  expect(announcement?.comparedWith).toMatchObject([{ release: 'v20240817', tracks: watched }]);
  expect(announcement === undefined ? [] : directions(announcement)).toContain('reverted');
});

test('a package that one release’s notes leave out is compared across the gap', async () => {
  const gapped: PollContext = {
    ...world.context,
    documents: [
      async (stream, release) => {
        const document = await findRecordedRelease(stream, release);
        if (!isDocument(document) || release !== 'v20240703') return document;
        const { packages, ...record } = JSON.parse(document.text) as { packages: Record<string, unknown> };
        const { containerd: _, ...others } = packages;
        return { ...document, text: JSON.stringify({ ...record, packages: others }) };
      },
    ],
  };
  for (const release of ['v20240625', 'v20240703', 'v20240817'] as const) {
    world.show(release);
    await world.poll(gapped);
  }
  const announcement = (await world.received()).find(({ release }) => release === 'v20240817');
  expect(announcement).toMatchObject({ severity: 'breaking', comparedWith: [{ release: 'v20240703' }] });
  expect(announcement?.changes[0]).toMatchObject({
    package: 'containerd',
    kind: 'upgraded',
    from: '1.7.11',
    to: '1.7.20',
  });
});

test('an index that lags loses nothing: what this poll touched is worked on all the same', async () => {
  world.context.table.client.middlewareStack.add(
    (next) => async (args) => {
      const { IndexName } = args.input as { readonly IndexName?: string };
      if (IndexName === undefined) return next(args);
      return { output: { $metadata: {}, Items: [] }, response: {} } as never;
    },
    { step: 'initialize', name: 'lagging-index' },
  );
  expect(brief(await through('v20240729', 'v20240817'))).toEqual([
    ['v20240817/new-release', 'breaking', 'v20240729'],
  ]);
});

test('what cannot be stored is not announced either, or every poll would say it again', async () => {
  const large: PollContext = {
    ...world.context,
    documents: [
      async (stream, release) => {
        const document = await findRecordedRelease(stream, release);
        if (!isDocument(document) || release !== 'v20240817') return document;
        const record = JSON.parse(document.text) as { packages: Record<string, unknown> };
        const filler = Array.from({ length: 9000 }, (_, n) => [
          `package-number-${n}`,
          { [`${n}.1.2-3`]: '*/1.30' },
        ]);
        const packages = { ...record.packages, ...Object.fromEntries(filler) };
        return { ...document, text: JSON.stringify({ ...record, packages }) };
      },
    ],
  };
  world.show('v20240729');
  await world.poll(large);
  world.show('v20240817');
  expect(await world.poll(large)).toMatchObject({ failed: true, problems: [{ kind: 'release-failed' }] });
  expect(await world.poll(large)).toMatchObject({ failed: true, published: [] });
  expect(await world.received()).toEqual([]);
  expect((await readRelease(world.context.table, 'eks-amazon-linux', 'v20240817'))?.value.status).toBe(
    'detected',
  );
});
