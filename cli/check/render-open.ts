import type { TextLayout } from '../../shared/announce/text.ts';
import { wrap } from '../../shared/announce/wrap.ts';
import { counted } from '../counted.ts';
import type { CheckedEvidence, CheckReport } from './check-report.ts';
import { linesOf } from './exposures.ts';
import { describeSpot, renderEvidence } from './render-place.ts';
import { shownText } from './shown-text.ts';

/** Something that leaves questions open, and which. */
interface Reason {
  /** A line; nothing where it is something that the setups do not say. */
  readonly evidence: CheckedEvidence | undefined;
  readonly says: string;
  readonly ids: Set<string>;
  readonly setups: Set<string>;
}

/** What cannot be told: each reason once with what it leaves open, and how to find out otherwise. */
export function renderOpen(report: CheckReport, layout: TextLayout): readonly (readonly string[])[] {
  const reasons = reasonsOf(report);
  const noImage = [...Map.groupBy(report.setups, (setup) => setup.noImage)].flatMap(([why, group]) =>
    why === null ? [] : [`${namesOf(group.map(({ name }) => name))}: ${why}`],
  );
  if (reasons.length + noImage.length + report.gaps.length === 0) return [];
  const { most, style, width } = layout;
  const shown = reasons.slice(0, most);
  const left = reasons.length - shown.length;
  return [
    [
      style.severity('behaviour', ' CANNOT TELL '),
      ...noImage.slice(0, most).flatMap((line) => wrap(line, width)),
      ...report.gaps
        .slice(0, most)
        .flatMap((gap) => [
          style.strong(describeSpot(gap)),
          ...wrap(shownText(gap.says), width - 7).map((line) => `       ${line}`),
        ]),
      ...shown.flatMap((reason, index) => renderReason(reason, shown[index - 1], layout)),
      ...(left > 0 ? [style.dim(`and ${counted(left, 'more reason')} (--all lists them)`)] : []),
    ],
    renderChecks(shown, report, layout),
  ];
}

/** Each answer by the last of its lines, which is what could not be followed; or by what the setup does not say. */
function reasonsOf({ setups }: CheckReport): readonly Reason[] {
  const reasons = new Map<string, Reason>();
  for (const setup of setups) {
    for (const answer of setup.answers) {
      if (answer.verdict !== 'cannot-tell') continue;
      const lines = linesOf({ answer, setup });
      const evidence = lines.at(-1);
      const said = (lines.length > 0 ? lines : answer.because).slice(-2).map(({ says }) => says);
      const says = [...new Set(said)].join(' ');
      const key = `${evidence === undefined ? '' : describeSpot(evidence)} ${says}`;
      const reason = reasons.get(key) ?? { evidence, says, ids: new Set(), setups: new Set() };
      reason.ids.add(answer.behaviourChange);
      reason.setups.add(setup.name);
      reasons.set(key, reason);
    }
  }
  const isLine = ({ evidence }: Reason) => Number(evidence === undefined);
  return [...reasons.values()].toSorted((a, b) => isLine(a) - isLine(b) || b.ids.size - a.ids.size);
}

function renderReason(
  { evidence, ids, says, setups }: Reason,
  before: Reason | undefined,
  layout: TextLayout,
): readonly string[] {
  const { style, width } = layout;
  const head =
    evidence === undefined
      ? wrap(shownText(says), width).map(style.strong)
      : renderEvidence({ ...evidence, says }, layout);
  const isSame = before !== undefined && ids.size > 1 && ids.symmetricDifference(before.ids).size === 0;
  const open = isSame ? 'the same as above' : [...ids].join(', ');
  return [
    ...head,
    ...wrap(`leaves open: ${open}`, width - 7).map((text) => `       ${text}`),
    ...wrap(`in ${namesOf([...setups])}`, width - 7).map((text) => style.dim(`       ${text}`)),
  ];
}

/** Three of them say enough. */
function namesOf(names: readonly string[]): string {
  const more = names.length > 3 ? ` and ${names.length - 3} more` : '';
  return `${shownText(names.slice(0, 3).join(', '))}${more}`;
}

/** The first step of each entry's own check. */
function renderChecks(
  reasons: readonly Reason[],
  { behaviourChanges }: CheckReport,
  { most, style, width }: TextLayout,
): readonly string[] {
  const byId = new Map(behaviourChanges.map((entry) => [entry.id, entry]));
  const ids = [...new Set(reasons.flatMap((reason) => [...reason.ids]))];
  if (ids.length === 0) return [];
  const left = ids.length - most;
  return [
    style.strong('To see for yourself'),
    ...ids
      .slice(0, most)
      .flatMap((id) => [
        id,
        ...wrap(byId.get(id)?.howToCheck[0] ?? '', width - 2).map((line) => `  ${line}`),
      ]),
    ...(left > 0 ? [style.dim(`and ${left} more: amiwatch behaviour show ID has the steps`)] : []),
  ];
}
