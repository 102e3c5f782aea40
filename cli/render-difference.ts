import { describeSources, describeUnknown, describeWarnings } from '../shared/announce/provenance.ts';
import {
  renderChanges,
  renderFinding,
  renderRisks,
  type TextLayout,
  type TextStyle,
} from '../shared/announce/text.ts';
import { wrap } from '../shared/announce/wrap.ts';
import type { Difference } from '../shared/feed/difference.ts';
import { describeTracks } from '../shared/report/describe-tracks.ts';
import { styleFor, widthOf } from './style.ts';

/** A difference as a person reads it. */
export function renderDifference(difference: Difference, stream: NodeJS.WriteStream): string {
  const style = styleFor(stream);
  const layout = { width: widthOf(stream), style, most: Number.POSITIVE_INFINITY };
  const { findings, from, risks, severity, skipped, to, tracks, withdrawn } = difference;
  const label = style.severity(severity, ` ${severity.toUpperCase()} `);
  const between = skipped.length === 0 ? '' : style.dim(`  over ${skipped.length} skipped`);
  const blocks = [
    [`${label} ${style.strong(`${from} → ${to}`)}${between}`, style.dim(describeTracks(tracks, tracks))],
    withdrawn === null ? [] : [style.strong(`AWS took ${to} back (${withdrawn}): do not roll nodes to it.`)],
    warningsOf(difference, layout.width).map(style.strong),
    renderMoves(difference, layout),
    ...findings.map((finding) => renderFinding(finding, tracks, layout)),
    renderRisks(risks, tracks, layout),
    passingOf(difference, style),
    endsOf(difference, style),
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

function warningsOf({ callouts }: Difference, width: number): readonly string[] {
  const releases = Map.groupBy(callouts, ({ release }) => release);
  return [...releases].flatMap(([release, list]) =>
    describeWarnings(list, release).flatMap((line) => wrap(line, width)),
  );
}

function passingOf({ cameAndWent, tracks }: Difference, style: TextStyle): readonly string[] {
  if (cameAndWent.length === 0) return [];
  return [
    style.strong('CAME AND WENT'),
    ...cameAndWent.map(
      ({ behaviourChange, releases, title, tracks: where }) =>
        `${title} (${behaviourChange}), in ${releases.join(', ')}: ${describeTracks(where, tracks)}`,
    ),
  ];
}

/** The moves, and what cannot be said to have moved or not: where an end is not known at all, nothing is said of moves. */
function renderMoves(
  { because, changes, from, severity, to, tracks, unknown }: Difference,
  layout: TextLayout,
): readonly string[] {
  const none =
    severity === 'unknown' ? `What moved is unknown: ${because}.` : 'No package is known to have moved.';
  const open = ([release, list]: readonly [string, Difference['unknown']['to']]) =>
    describeUnknown(list, tracks).flatMap((line) => wrap(`${line}, in ${release}`, layout.width));
  const ends = [[from, unknown.from] as const, [to, unknown.to] as const];
  return [
    ...(changes.length === 0 ? wrap(none, layout.width) : renderChanges(changes, tracks, layout)),
    ...ends.flatMap(open).map(layout.style.dim),
  ];
}

function endsOf(difference: Difference, style: TextStyle): readonly string[] {
  const { changes, from, onlyInFrom, onlyInTo, to, tracks } = difference;
  const versions = describeSources(changes);
  return [
    ...(versions === undefined ? [] : [style.dim(versions)]),
    ...(onlyInFrom.length > 0
      ? [style.dim(`only in ${from}: ${describeTracks(onlyInFrom, [...tracks, ...onlyInFrom])}`)]
      : []),
    ...(onlyInTo.length > 0
      ? [style.dim(`only in ${to}: ${describeTracks(onlyInTo, [...tracks, ...onlyInTo])}`)]
      : []),
  ];
}
