import type { TextLayout } from '../../shared/announce/text.ts';
import { wrap } from '../../shared/announce/wrap.ts';
import type { CheckedAnswer, CheckedEvidence, CheckReport } from './check-report.ts';
import { countOf } from './headline.ts';
import { describeSpot, renderEvidence } from './render-place.ts';
import { shownText } from './shown-text.ts';

/** Something that leaves questions open, and which. */
interface Reason {
  readonly evidence: CheckedEvidence;
  readonly ids: ReadonlySet<string>;
  readonly setups: ReadonlySet<string>;
}

/** What cannot be told: each reason once with what it leaves open, and how to find out otherwise. */
export function renderOpen(report: CheckReport, layout: TextLayout): readonly (readonly string[])[] {
  const reasons = reasonsOf(report);
  const noImage = report.setups.flatMap(({ name, noImage: why }) =>
    why === null ? [] : [`${shownText(name)}: ${why}`],
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
      ...shown.flatMap((reason) => renderReason(reason, layout)),
      ...(left > 0 ? [style.dim(`and ${countOf(left, 'more reason')} (--all lists them)`)] : []),
    ],
    renderChecks(shown, report, layout),
  ];
}

/** By its first reason, each answer once. */
function reasonsOf({ setups }: CheckReport): readonly Reason[] {
  const reasons = new Map<string, { evidence: CheckedEvidence; ids: Set<string>; setups: Set<string> }>();
  for (const { answers, name } of setups) {
    for (const { because, behaviourChange, verdict } of answers) {
      const [evidence] = because;
      if (verdict !== 'cannot-tell' || evidence === undefined) continue;
      const { column, file, line, says } = evidence;
      const key = `${file}:${line}:${column} ${says}`;
      const reason = reasons.get(key) ?? { evidence, ids: new Set(), setups: new Set() };
      reason.ids.add(behaviourChange);
      reason.setups.add(name);
      reasons.set(key, reason);
    }
  }
  return [...reasons.values()].toSorted((a, b) => b.ids.size - a.ids.size);
}

function renderReason({ evidence, ids, setups }: Reason, layout: TextLayout): readonly string[] {
  const leaves = `leaves open: ${[...ids].join(', ')}${setups.size > 1 ? `, in ${countOf(setups.size, 'setup')}` : ''}`;
  return [
    ...renderEvidence(evidence, layout),
    ...wrap(leaves, layout.width - 7).map((line) => layout.style.dim(`       ${line}`)),
  ];
}

/** The first step of each entry's own check. */
function renderChecks(
  reasons: readonly Reason[],
  { setups }: CheckReport,
  { most, style, width }: TextLayout,
): readonly string[] {
  const byId = new Map<string, CheckedAnswer>(
    setups.flatMap(({ answers }) => answers.map((answer) => [answer.behaviourChange, answer] as const)),
  );
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
