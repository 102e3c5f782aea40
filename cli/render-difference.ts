import { renderChanges, renderFinding, renderRisks, type TextStyle } from '../shared/announce/text.ts';
import { describeTracks } from '../shared/report/describe-tracks.ts';
import type { Difference } from './diff.ts';
import { styleFor, widthOf } from './style.ts';

/** A difference as a person reads it. */
export function renderDifference(difference: Difference, stream: NodeJS.WriteStream): string {
  const style = styleFor(stream);
  const layout = { width: widthOf(stream), style, most: Number.POSITIVE_INFINITY };
  const { changes, findings, from, risks, severity, skipped, to, tracks, withdrawn } = difference;
  const label = style.severity(severity, ` ${severity.toUpperCase()} `);
  const between = skipped.length === 0 ? '' : style.dim(`  over ${skipped.length} skipped`);
  const blocks = [
    [`${label} ${style.strong(`${from} → ${to}`)}${between}`, style.dim(describeTracks(tracks, tracks))],
    withdrawn === null ? [] : [style.strong(`AWS took ${to} back (${withdrawn}): do not roll nodes to it.`)],
    changes.length === 0 ? ['No package moved.'] : renderChanges(changes, tracks, layout),
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

function endsOf({ from, onlyInFrom, onlyInTo, to, tracks }: Difference, style: TextStyle): readonly string[] {
  return [
    ...(onlyInFrom.length > 0
      ? [style.dim(`only in ${from}: ${describeTracks(onlyInFrom, [...tracks, ...onlyInFrom])}`)]
      : []),
    ...(onlyInTo.length > 0
      ? [style.dim(`only in ${to}: ${describeTracks(onlyInTo, [...tracks, ...onlyInTo])}`)]
      : []),
  ];
}
