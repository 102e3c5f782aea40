import { renderFinding, renderRisks, type TextLayout } from '../shared/announce/text.ts';
import { wrap } from '../shared/announce/wrap.ts';
import type { Verification, VerifiedGroup } from '../shared/feed/verification.ts';
import { sourceNames } from '../shared/packages/source.ts';
import { describeProblem, type Problem } from '../shared/problem.ts';
import { describeTracks } from '../shared/report/describe-tracks.ts';
import { driftHeadline } from './drift-headline.ts';
import { styleFor, widthOf } from './style.ts';

/** Of nodes that are alike, so many are named. */
const namedNodes = 5;
/** So many of the releases that have all that was found. */
const namedReleases = 3;

const words: Readonly<Record<Verification['outcome'], string>> = {
  'as-released': 'AS RELEASED',
  drifted: 'DRIFTED',
  unclear: 'UNCLEAR',
};

/** The answer as a person reads it: a section for nodes that are alike. */
export function renderVerification(found: Verification, stream: NodeJS.WriteStream): string {
  const style = styleFor(stream);
  const layout = { width: widthOf(stream), style, most: Number.POSITIVE_INFINITY };
  const { format, groups, outcome, release, severity, source, track, withdrawn } = found;
  const headline = driftHeadline(found);
  const blocks = [
    [
      `${style.severity(severity, ` ${words[outcome]} `)} ${style.strong(release)}  ${describeTracks([track], [track])}`,
      ...(headline === undefined ? [] : wrap(headline, layout.width).map(style.strong)),
      ...wrap(`expected per ${sourceNames[source]}; the inventory is ${format}`, layout.width).map(style.dim),
    ],
    withdrawn === null ? [] : [style.strong(`AWS took ${release} back (${withdrawn}).`)],
    describeProblems(found.problems, layout),
    ...groups.flatMap((group) => renderGroup(group, found, layout)),
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

function renderGroup(
  group: VerifiedGroup,
  { release, track }: Verification,
  layout: TextLayout,
): readonly (readonly string[])[] {
  const { style, width } = layout;
  const { alsoInstalled, drift, findings, ignored, notInInventory, problems, risks, same } = group;
  const count = same.length + drift.length;
  const beside = alsoInstalled.map(({ package: name, versions }) => `${name} ${versions.join(', ')}`);
  const foot = [
    same.length === 0 ? '' : `as released: ${same.map(describeSame).join(', ')}`,
    beside.length === 0 ? '' : `installed too: ${beside.join('; ')}`,
    notInInventory.length === 0 ? '' : `not in the inventory, so not compared: ${notInInventory.join(', ')}`,
    `${ignored} other packages, of which the release notes say nothing`,
  ].filter((line) => line !== '');
  return [
    [
      ...headOf(group)
        .flatMap((line) => wrap(line, width))
        .map(style.strong),
      ...drift.flatMap((line) => describeDrift(line, release)),
      ...(drift.length === 0 && count > 0 ? ['Nothing drifted.'] : []),
      ...wrap(describeFits(group, release), width),
      ...foot.flatMap((line) => wrap(line, width)).map(style.dim),
    ],
    describeProblems(problems, layout),
    ...findings.map((finding) => renderFinding(finding, [track], layout)),
    renderRisks(risks, [track], layout),
  ];
}

function headOf({ nodes, outcome }: VerifiedGroup): readonly string[] {
  if (nodes.length === 0) return [];
  const left = nodes.length - namedNodes;
  const more = left > 0 ? ` and ${left} more` : '';
  const count = nodes.length === 1 ? '' : `${nodes.length} nodes: `;
  return [`${count}${nodes.slice(0, namedNodes).join(', ')}${more}: ${words[outcome].toLowerCase()}`];
}

/** Two lines: what was expected and found, and whence the found version is known. */
function describeDrift(
  {
    comparedBy,
    expected,
    firstIn,
    found,
    installedAs,
    kind,
    lastIn,
    package: name,
  }: VerifiedGroup['drift'][number],
  release: string,
): readonly string[] {
  const as = installedAs === name ? '' : ` (${installedAs})`;
  const cut = comparedBy === 'upstream' ? '; only upstream versions could be compared' : '';
  const since =
    firstIn === null
      ? 'in no release of this track that is known'
      : `in ${firstIn === lastIn ? firstIn : `${firstIn} to ${lastIn}`} of this track`;
  return [
    `${name}${as}  ${kind}: ${release} has ${expected ?? 'none'}, found ${found ?? 'none'}`,
    `    ${since}${cut}`,
  ];
}

function describeSame({ comparedBy, package: name, version }: VerifiedGroup['same'][number]): string {
  return `${name} ${version}${comparedBy === 'upstream' ? ' (upstream version)' : ''}`;
}

function describeFits({ drift, fits }: VerifiedGroup, release: string): string {
  if (drift.length === 0) return '';
  if (fits.length === 0) return 'No known release of this track has all that was found.';
  const left = fits.length - namedReleases;
  const more = left > 0 ? ` and ${left} older` : '';
  return `All that was found is in ${fits.slice(0, namedReleases).join(', ')}${more}: is it ${release} at all?`;
}

function describeProblems(problems: readonly Problem[], { width, style }: TextLayout): readonly string[] {
  return problems.flatMap((problem) => wrap(describeProblem(problem), width)).map(style.strong);
}
