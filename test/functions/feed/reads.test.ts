import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeReport } from '../../../shared/aws/reports.ts';
import type { Report } from '../../../shared/report/report.ts';
import { reportOf } from '../../report/recorded.ts';
import { startWorld, type World } from '../world.ts';
import { type Site, startSite } from './site.ts';

const minute = 60_000;
/** A report as a poll would write it, which says what the recorded history does not. */
const news: Report = { ...reportOf('v20240817', 'v20240729'), because: 'the table says so' };

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

const reportAt = async (tag: string, at: Site) =>
  (await at.json<{ report: Report }>(`/v1/releases/${tag}`)).report;

describe('reading the table', () => {
  /** The table, and what was asked of it. */
  function watchedTable() {
    const { table } = world.context;
    const asked: string[] = [];
    const send = (command: { constructor: { name: string }; input: Record<string, unknown> }) => {
      const {
        IndexName,
        Key,
        ExpressionAttributeValues: values,
      } = command.input as {
        IndexName?: string;
        Key?: { pk: string; sk: string };
        ExpressionAttributeValues?: Record<string, string>;
      };
      asked.push(
        Key === undefined ? `${values?.[':partition']} ${IndexName ?? 'whole'}` : `${Key.pk} ${Key.sk}`,
      );
      return table.client.send(command as never);
    };
    return { asked, table: { name: table.name, client: { send } as never } };
  }

  test('again costs one query of what changed, however many releases there are', async () => {
    for (const tag of ['v20240703', 'v20240729'] as const) {
      world.show(tag);
      await world.poll();
    }
    const { asked, table } = watchedTable();
    const counted = await startSite({ table, now: world.context.now });
    const read = async () => {
      asked.length = 0;
      await counted.ask('/v1/tracks');
      return [...asked].sort();
    };
    try {
      expect(await read()).toEqual(['RELEASE#eks-amazon-linux whole', 'REPORTS#eks-amazon-linux whole']);
      expect(await read()).toEqual([]);
      // What came just before the last read could have been missing in the index.
      world.advance(3 * minute);
      expect((await read()).filter((each) => each.endsWith('whole'))).toEqual([]);
      world.advance(10 * minute);
      await read();
      world.advance(10 * minute);
      expect(await read()).toEqual(['CHANGES#eks-amazon-linux open-work']);
      // News cost what is new.
      await writeReport(world.context.table, news, world.context.now());
      world.advance(3 * minute);
      expect(await read()).toEqual([
        'CHANGES#eks-amazon-linux open-work',
        'RELEASE#eks-amazon-linux v20240817',
        'REPORTS#eks-amazon-linux v20240817',
      ]);
      expect((await reportAt('v20240817', counted)).because).toBe(news.because);
      expect((await reportAt('v20240729', counted)).rollout).toHaveLength(1);
      world.advance(6 * 60 * minute);
      expect(await read()).toContain('REPORTS#eks-amazon-linux whole');
    } finally {
      await counted.stop();
    }
  });

  test('news that the index shows late are found all the same', async () => {
    world.show('v20240729');
    await world.poll();
    const { asked, table } = watchedTable();
    const counted = await startSite({ table, now: world.context.now });
    try {
      await counted.ask('/v1/tracks');
      // Written by a clock that is four minutes behind.
      const late = new Date(world.context.now().getTime() - 4 * minute);
      await writeReport(world.context.table, news, late);
      world.advance(3 * minute);
      await counted.ask('/v1/tracks');
      expect(asked).toContain('REPORTS#eks-amazon-linux v20240817');
    } finally {
      await counted.stop();
    }
  });
});
