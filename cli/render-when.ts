import { wrap } from '../shared/announce/wrap.ts';
import type { Dated, Stretch, When } from '../shared/feed/stretches.ts';
import type { Track } from '../shared/parameters/track.ts';
import { describeTracks } from '../shared/report/describe-tracks.ts';
import { styleFor, widthOf } from './style.ts';

/** The answer as a person reads it: a block for tracks that are alike. */
export function renderWhen(
  { groups, never, package: name, range, unknown }: When,
  stream: NodeJS.WriteStream,
): string {
  const style = styleFor(stream);
  const width = widthOf(stream);
  const all = [...groups.flatMap(({ tracks }) => tracks), ...never, ...unknown];
  const tracksIn = (tracks: readonly Track[]) => wrap(describeTracks(tracks, all), width);
  const blocks = [
    [style.strong(`${name} ${range}`)],
    ...groups.map(({ stretches, tracks }) => [
      ...tracksIn(tracks).map(style.strong),
      ...stretches.flatMap((stretch) => linesOf(stretch).map((line) => `  ${line}`)),
    ]),
    ...(never.length === 0 ? [] : [[...tracksIn(never), style.dim('  never')]]),
    ...(unknown.length === 0
      ? []
      : [[...tracksIn(unknown), style.dim('  unknown: no release says anything of the package there')]]),
  ];
  return `${blocks.map((block) => block.join('\n')).join('\n\n')}\n`;
}

function linesOf({ fromTheStart, gone, good, since }: Stretch): readonly string[] {
  return [
    `since ${dated(since)}  ${since.version}${since.withdrawn === undefined ? '' : `  ${since.withdrawn} by AWS`}${fromTheStart ? '  (nothing older is known there)' : ''}`,
    ...(good === undefined ? [] : [`good  ${dated(good)}  ${good.version}`]),
    ...(gone === undefined ? [] : [`gone  ${dated(gone)}  ${gone.version ?? 'no such package'}`]),
  ];
}

function dated({ date, release }: Dated): string {
  return `${release} (${date})`;
}
