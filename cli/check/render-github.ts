import type { Severity } from '../../shared/behaviour/behaviour-change.ts';
import type { CheckReport } from './check-report.ts';
import { exposuresOf } from './exposures.ts';

const commands: Readonly<Record<Severity, 'error' | 'warning' | 'notice'>> = {
  breaking: 'error',
  security: 'error',
  behaviour: 'warning',
  deprecation: 'notice',
};

/** A check that found nothing to look at is seen, since it may look in the wrong place. */
const headlines = {
  exposed: 'notice',
  'cannot-tell': 'notice',
  'nothing-found': 'warning',
  'not-exposed': 'notice',
} as const;

/** Workflow commands, which GitHub shows beside the lines of a pull request. */
export function renderGithub(report: CheckReport): string {
  const exposed = exposuresOf(report).flatMap(({ cases, entry }) => {
    const { id, link, remediation, severity, summary } = entry;
    return cases.map(({ because, setups }) => {
      const says = because.map((evidence) => evidence.says).join(' ');
      const names = [...new Set(setups.map(({ name }) => name))].join(', ');
      const text = `${says}\n${summary}\n${remediation[0] ?? ''}\nMeets: ${names}\n${link}`;
      return command(commands[severity], because[0], id, text);
    });
  });
  const gaps = report.gaps.map((gap) => command('notice', gap, 'cannot tell', gap.says));
  return `${[command(headlines[report.verdict], undefined, 'amiwatch check', report.headline), ...exposed, ...gaps].join('\n')}\n`;
}

function command(
  name: string,
  place: { readonly file: string; readonly line: number; readonly column: number } | undefined,
  title: string,
  text: string,
): string {
  const where = place === undefined || place.file === '-' ? [] : placeOf(place);
  return `::${name} ${[...where, `title=${property(title)}`].join(',')}::${data(text)}`;
}

function placeOf({
  column,
  file,
  line,
}: {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}) {
  return [`file=${property(file)}`, `line=${line}`, `col=${column}`];
}

/** As the runner takes it apart again. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
