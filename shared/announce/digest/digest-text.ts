import { cutText } from '../cut.ts';
import { wrap } from '../wrap.ts';
import type { Digest } from './digest.ts';
import type { DigestFinding, DigestRelease } from './digest-release.ts';

const width = 76;
/** Bytes; SNS takes 256 KB. The digest of all recorded releases has 60,000. */
const limit = 200_000;

/** A digest as plain text, for mail readers and topics that show no HTML. */
export function digestText({ footer, more, period, releases, summary, unsubscribe }: Digest): string {
  const lines = [
    'EKS AMI releases',
    period,
    ...wrap(summary, width),
    ...releases.flatMap(releaseLines),
    ...(more === undefined ? [] : ['', '-'.repeat(width), more]),
    '',
    '-'.repeat(width),
    footer,
    ...(unsubscribe === undefined ? [] : [`Unsubscribe: ${unsubscribe}`]),
  ];
  return cutText(`${lines.join('\n')}\n`, limit);
}

function releaseLines(release: DigestRelease): readonly string[] {
  const { before, date, findings, headline, moves, note, notes, page, risks, severity, stayOn, where } =
    release;
  return [
    '',
    '-'.repeat(width),
    [severity.toUpperCase(), release.release, `(${date})`, ...(note === undefined ? [] : [note])].join('  '),
    ...wrap(headline, width),
    ...wrap(where, width),
    ...bullets('Said before', before),
    ...bullets('', moves),
    ...findings.flatMap(findingLines),
    ...bullets('Not reviewed by anybody yet', risks),
    ...(stayOn === undefined ? [] : ['', ...wrap(stayOn, width)]),
    '',
    notes,
    ...(page === undefined ? [] : [`All of it: ${page}`]),
  ];
}

function findingLines(finding: DigestFinding): readonly string[] {
  return [
    '',
    ...wrap(`${finding.mark.toUpperCase()}: ${finding.title}`, width),
    ...wrap(finding.where, width),
    ...wrap(finding.summary, width),
    ...bullets('Am I exposed?', finding.howToCheck),
    ...bullets('What to do', finding.remediation),
    ...bullets('What does not help', finding.doesNotHelp),
    ...finding.links,
  ];
}

function bullets(title: string, items: readonly string[]): readonly string[] {
  if (items.length === 0) return [];
  const lines = items.flatMap((item) =>
    wrap(item, width - 2).map((line, index) => `${index === 0 ? '-' : ' '} ${line}`),
  );
  return title === '' ? lines : [title, ...lines];
}
