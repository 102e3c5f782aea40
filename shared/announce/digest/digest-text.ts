import { wrap } from '../wrap.ts';
import type { Digest, DigestFinding, DigestRelease } from './digest.ts';

const width = 76;

/** A digest as plain text, for mail readers and topics that show no HTML. */
export function digestText({ from, releases, summary, to }: Digest): string {
  const period = `EKS AMI releases, ${from.slice(0, 10)} to ${to.slice(0, 10)}`;
  return `${[period, ...wrap(summary, width), ...releases.flatMap(releaseLines)].join('\n')}\n`;
}

function releaseLines(release: DigestRelease): readonly string[] {
  return [
    '',
    '-'.repeat(width),
    `${release.severity.toUpperCase()}  ${release.release}  (${release.date})`,
    ...wrap(release.headline, width),
    ...wrap(release.where, width),
    ...bullets('', release.moves),
    ...release.findings.flatMap(findingLines),
    '',
    release.notes,
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
