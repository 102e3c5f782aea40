import { createHash } from 'node:crypto';
import { relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BehaviourChange, Severity } from '../../shared/behaviour/behaviour-change.ts';
import { behaviourChanges } from '../../shared/behaviour/behaviour-changes.ts';
import type { CheckedEvidence, CheckReport } from './check-report.ts';
import { exposuresOf } from './exposures.ts';

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  breaking: 'error',
  security: 'error',
  behaviour: 'warning',
  deprecation: 'note',
};

/** GitHub ranks alerts about security by a CVSS score; entries have no score, and this is "high". */
const securitySeverity = '7.5';

/** The exposures as a SARIF 2.1.0 log. What cannot be told is among the run's notifications: it is no alert. */
export function renderSarif(report: CheckReport, cwd: string) {
  const exposures = exposuresOf(report);
  const ids = exposures.map(({ entry }) => entry.id);
  const rules = ids.flatMap((id) => behaviourChanges.find((entry) => entry.id === id) ?? []).map(ruleOf);
  const seen = new Map<string, number>();
  const results = exposures.flatMap(({ cases, entry }) => {
    const { id, severity, summary } = entry;
    return cases.map(({ because: [first, ...rest], setups }) => {
      const names = [...new Set(setups.map(({ name }) => name))].join(', ');
      return {
        ruleId: id,
        ruleIndex: ids.indexOf(id),
        level: levels[severity],
        message: { text: `${first?.says ?? ''} ${summary} Meets: ${names}.`.trim() },
        locations: first === undefined ? [] : [locationOf(first, cwd)],
        ...(rest.length === 0 ? {} : { relatedLocations: rest.map((each) => relatedOf(each, cwd)) }),
        partialFingerprints: { primaryLocationLineHash: fingerprint(id, first, seen) },
      };
    });
  });
  const open = report.setups.flatMap(({ answers }) =>
    answers.filter(({ verdict }) => verdict === 'cannot-tell'),
  );
  const notifications = [
    ...(report.verdict === 'nothing-found' ? [{ level: 'warning', message: { text: report.headline } }] : []),
    ...report.gaps.map((gap) => notificationOf(gap, gap.says, cwd)),
    ...open.flatMap(({ because: [first], behaviourChange }) =>
      first === undefined ? [] : [notificationOf(first, `${behaviourChange}: ${first.says}`, cwd)],
    ),
  ];
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'amiwatch', rules } },
        automationDetails: { id: 'amiwatch/check/' },
        columnKind: 'utf16CodeUnits',
        invocations: [{ executionSuccessful: true, toolExecutionNotifications: notifications }],
        results,
      },
    ],
  };
}

function ruleOf({ background, id, references, remediation, severity, summary, title }: BehaviourChange) {
  const steps = remediation.map((step) => `- ${step}`).join('\n');
  const isSecurity = severity === 'security';
  return {
    id,
    name: id.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: title },
    fullDescription: { text: summary },
    help: {
      text: `${summary}\n${steps}`,
      markdown: `${summary}\n\n${background === undefined ? '' : `${background}\n\n`}${steps}`,
    },
    helpUri: references[0]?.url ?? '',
    defaultConfiguration: { level: levels[severity] },
    properties: {
      tags: ['eks', severity],
      precision: 'high',
      ...(isSecurity ? { 'security-severity': securitySeverity } : {}),
    },
  };
}

type Spot = Omit<CheckedEvidence, 'says'>;

function locationOf({ column, excerpt, file, line }: Spot, cwd: string) {
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(file, cwd) },
      region: { startLine: line, startColumn: column, snippet: { text: excerpt } },
    },
  };
}

function relatedOf(evidence: CheckedEvidence, cwd: string) {
  return { ...locationOf(evidence, cwd), message: { text: evidence.says } };
}

function notificationOf(place: Spot, text: string, cwd: string) {
  return { level: 'note', message: { text }, locations: [locationOf(place, cwd)] };
}

/** From the folder of the repository, where the check runs; outside of it, the whole address. */
function uriOf(file: string, cwd: string): string {
  if (file === '-') return 'stdin';
  const path = resolve(cwd, file);
  const way = relative(cwd, path);
  if (way.startsWith('..')) return pathToFileURL(path).href;
  return way.split('/').map(encodeURIComponent).join('/');
}

/** Stays the same while lines before it come and go: by the line's own words, and which of its like it is. */
function fingerprint(id: string, place: Spot | undefined, seen: Map<string, number>): string {
  const key = `${id} ${place?.file} ${(place?.decoded ?? place)?.excerpt.trim()}`;
  const count = (seen.get(key) ?? 0) + 1;
  seen.set(key, count);
  return `${createHash('sha256').update(key).digest('hex').slice(0, 32)}:${count}`;
}
