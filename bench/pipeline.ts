import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importHistory } from '../cli/history.ts';
import type { Measurement } from './measurement.ts';
import { runPipeline } from './pure-pipeline.ts';
import { median, timed } from './statistics.ts';

const repeats = 7;
const historyFile = join(import.meta.dirname, '../shared/history/eks-amazon-linux.json');

/** The pure stages over the whole recorded history: cold, as a terminal feels it, and warm. */
export async function measurePipeline(): Promise<readonly Measurement[]> {
  const json = readFileSync(historyFile, 'utf8');
  const times: number[] = [];
  let releases = 0;
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const { result, ms } = await timed(() => runPipeline(json));
    releases = result.reports.length;
    times.push(ms);
  }
  const [cold = Number.NaN, ...warm] = times;
  const what = `Pure pipeline over ${releases} releases`;
  return [
    { id: 'pipeline-cold', what: `${what}, first run`, value: cold / 1000, unit: 's', promise: '< 2 s' },
    { id: 'pipeline-warm', what: `${what}, warm`, value: median(warm) / 1000, unit: 's' },
  ];
}

/** The reader of upstream's notes over a changelog file. */
export async function measureNotes(file: string): Promise<readonly Measurement[]> {
  const notes = readFileSync(file, 'utf8');
  const { result, ms } = await timed(() => importHistory(notes));
  return [
    {
      id: 'notes-reader',
      what: `Import of ${result.releases} releases from ${(notes.length / 1e6).toFixed(1)} MB of notes, first run`,
      value: ms / 1000,
      unit: 's',
    },
  ];
}
