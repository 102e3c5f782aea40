import type { AnnouncedChange, AnnouncedFinding, Announcement } from '../announce/announcement.ts';
import { findingMark } from '../announce/finding-mark.ts';
import { describeMove } from '../announce/headline.ts';
import { warns } from '../announce/provenance.ts';
import { describeReturned } from '../announce/rollback.ts';
import { describeStayOn } from '../announce/stay-on.ts';
import { describeTracks } from '../report/describe-tracks.ts';
import { escapeMarkup as esc } from './inert.ts';

/** A release for readers of HTML: no styles, no images, no addresses but the references. Everything is escaped. */
export function contentHtml(said: Announcement): string {
  const told =
    said.kind === 'withdrawn'
      ? []
      : [changesHtml(said), ...said.findings.map((each) => findingHtml(each, said)), risksHtml(said)];
  const stay = describeStayOn(said);
  return [
    `<p><strong>${esc(said.severity.toUpperCase())}</strong> ${esc(said.headline)}</p>`,
    `<p>${esc(said.because)}</p>`,
    ...calloutsHtml(said),
    returnedHtml(said),
    ...told,
    stay === undefined ? '' : `<p>${withCode(stay)}</p>`,
    unknownHtml(said),
    list(
      'Compared with',
      said.comparedWith.map(({ release }) => esc(release)),
    ),
    list('Problems', said.problems.map(esc)),
    list(
      'Sources',
      said.sources.map(({ url }) => link(url)),
    ),
  ].join('');
}

/** That AWS warns of something; the words are upstream's own, and stay there. */
function calloutsHtml({ references, release }: Announcement): readonly string[] {
  const links = (references?.callouts ?? []).filter(warns).map((callout) => callout.link);
  return [...new Set(links)].map((url) => `<p>AWS left a warning on ${esc(release)}: ${link(url)}</p>`);
}

/** A release that was left in some places is still what the others run. */
function returnedHtml({ returned, status, tracks }: Announcement): string {
  if (returned === null || status === 'withdrawn') return '';
  return list('Rolled back', describeReturned(returned, tracks).map(esc));
}

/** Unknown is never shown as "no change". */
function unknownHtml({ tracks, unknown }: Announcement): string {
  return list(
    'Not known',
    unknown.map((each) => `${esc(each.package ?? 'every package')}${where(each, tracks)}`),
  );
}

function changesHtml({ changes, tracks }: Announcement): string {
  return list(
    'Changes',
    changes.map((change) => `${esc(describeMove(change))}${where(change, tracks)}`),
  );
}

function risksHtml({ risks, tracks }: Announcement): string {
  return list(
    'Nobody has reviewed',
    risks.map((risk) => `${esc(risk.reason)}${where(risk, tracks)}`),
  );
}

function where({ tracks }: Pick<AnnouncedChange, 'tracks'>, all: Announcement['tracks']): string {
  return all.length === 1 ? '' : ` <small>${esc(describeTracks(tracks, all))}</small>`;
}

function findingHtml(finding: AnnouncedFinding, { tracks }: Announcement): string {
  const arrived = finding.direction === 'introduced';
  return [
    `<h3>${esc(`${findingMark(finding)}: ${finding.title}`)}</h3>`,
    `<p>${esc(finding.summary)}${where(finding, tracks)}</p>`,
    ...(arrived
      ? [
          list('How to check', finding.howToCheck.map(withCode)),
          list('What to do', finding.remediation.map(withCode)),
          list('What does not help', finding.doesNotHelp.map(withCode)),
        ]
      : []),
    list(
      'References',
      finding.references.map(({ url }) => link(url)),
    ),
  ].join('');
}

function list(title: string, items: readonly string[]): string {
  if (items.length === 0) return '';
  return `<h4>${esc(title)}</h4><ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`;
}

/** Commands stand in backticks. */
function withCode(text: string): string {
  return esc(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>');
}

/** Only web addresses can be followed; anything else is shown as it is. */
function link(url: string): string {
  return url.startsWith('https://') ? `<a href="${esc(url)}">${esc(url)}</a>` : esc(url);
}
