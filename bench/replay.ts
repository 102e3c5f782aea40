import { defaultWindow } from '../cli/replay/default-window.ts';
import { replayWindow, windowOf } from '../cli/replay/replay.ts';
import { startWatcher } from '../cli/replay/watcher.ts';
import type { Announcement } from '../shared/announce/announcement.ts';
import { plainStyle, renderText } from '../shared/announce/text.ts';
import { recordedReleases } from '../shared/history/recorded-releases.ts';
import type { ReleaseTag } from '../shared/parameters/release-tag.ts';
import type { Measurement } from './measurement.ts';
import { timed } from './statistics.ts';

const layout = { width: 100, style: plainStyle, most: 1 };

/** Replays of the recorded history through the poll's handler, real clients and servers on loopback. */
export async function measureReplays(): Promise<readonly Measurement[]> {
  const tags = recordedReleases.map(({ release }) => release);
  const [first, last] = [tags.at(0), tags.at(-1)];
  if (first === undefined || last === undefined) return [];
  const whole = await replaySeconds(first, last);
  const short = await replaySeconds(defaultWindow.from, defaultWindow.to);
  return [
    {
      id: 'replay-whole',
      what: `Replay of all ${whole.releases} releases, started to stopped`,
      value: whole.seconds,
      unit: 's',
      promise: '< 60 s',
    },
    {
      id: 'replay-story',
      what: `Replay of ${defaultWindow.from} to ${defaultWindow.to}, ${short.releases} releases`,
      value: short.seconds,
      unit: 's',
    },
  ];
}

async function replaySeconds(
  from: ReleaseTag,
  to: ReleaseTag,
): Promise<{ readonly seconds: number; readonly releases: number }> {
  const { result, ms } = await timed(async () => {
    const window = windowOf(from, to);
    const tracks = [...new Set(window.flatMap(({ facts }) => facts.images.map(({ track }) => track)))];
    const announcements: Announcement[] = [];
    const texts: string[] = [];
    const tell = (announcement: Announcement) => {
      announcements.push(announcement);
      texts.push(renderText(announcement, layout));
    };
    const watcher = await startWatcher({ region: 'us-east-1', tracks, tell });
    try {
      await replayWindow(watcher, window, announcements);
    } finally {
      await watcher.stop();
    }
    if (texts.length !== window.length - 1)
      throw new Error(`${window.length} releases came, and ${texts.length} were announced.`);
    return window.length;
  });
  return { seconds: ms / 1000, releases: result };
}
