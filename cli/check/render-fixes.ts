import { counted } from '../counted.ts';
import type { CheckReport } from './check-report.ts';
import { exposuresOf } from './exposures.ts';
import { describeSpot } from './render-place.ts';
import { shownText } from './shown-text.ts';

/** What a diff of fixes mends, and a line for each exposure that it leaves. `apart` is how many fixes another one excludes. */
export function describeFixes(report: CheckReport, apart: number): string {
  const answers = report.setups.flatMap((setup) => setup.answers);
  const exposed = answers.filter(({ verdict }) => verdict === 'exposed');
  if (exposed.length === 0) return `${report.headline} There is nothing to fix.`;
  const mended = exposed.filter(({ fix }) => fix !== null).length;
  const count = `Of ${counted(exposed.length, 'exposure')}, ${mended} ${mended === 1 ? 'has' : 'have'} a fix.`;
  const again =
    apart === 0
      ? []
      : [
          `${counted(apart, 'fix', 'fixes')} more ${apart === 1 ? 'changes' : 'change'} the same lines: apply these, and run it again.`,
        ];
  const left = exposuresOf(report).flatMap(({ cases, entry }) =>
    cases.flatMap(({ because: [first], byRelease, fix, setups }) => {
      if (fix !== null) return [];
      const names = shownText([...new Set(setups.map(({ name }) => name))].join(', '));
      const where = byRelease || first === undefined ? 'the release alone decides' : describeSpot(first);
      return [`  ${entry.id}  ${where}  ${names}`];
    }),
  );
  const none = left.length === 0 ? [] : ['Without a fix; without --fix, all say what to do:', ...left];
  return [`${report.headline} ${[count, ...again].join(' ')}`, ...none].join('\n');
}
