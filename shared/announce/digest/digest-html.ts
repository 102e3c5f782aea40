import { html } from 'hono/html';
import type { ReportSeverity } from '../../report/severity.ts';
import type { Digest } from './digest.ts';
import type { DigestFinding, DigestRelease } from './digest-release.ts';

/** What `html` makes; it is escaped, save for what is `html` itself. */
type Markup = ReturnType<typeof html>;

/** Dark enough for white text: 4.5 to 1 at least. */
const colours: Readonly<Record<ReportSeverity, string>> = {
  breaking: '#b3261e',
  unreviewed: '#9a4a00',
  security: '#7b1fa2',
  behaviour: '#0b5394',
  deprecation: '#6b5900',
  unknown: '#4f5b66',
  routine: '#4f5b66',
};

/**
 * A digest as a mail: one column, tables for the readers that know no better, styles inline; colours for a dark mode, and those of
 * code, which there is too much of, in a style element for the ones that read it. Nothing is loaded from anywhere.
 */
export async function digestHtml(digest: Digest): Promise<string> {
  const { footer, more, period, releases, subject, summary, unsubscribe } = digest;
  const signOff =
    unsubscribe === undefined ? '' : html` <a href="${unsubscribe}" style="color:#0b57d0">Unsubscribe</a>`;
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><title>${subject}</title>
<style>
code { background: #eef1f4; border-radius: 3px; padding: 1px 4px; font: 13px ui-monospace, Menlo, Consolas, monospace; }
@media (prefers-color-scheme: dark) {
  body, .page { background: #16181c !important; color: #e6e8ea !important; }
  .card { background: #22262b !important; border-color: #3a4047 !important; }
  .quiet { color: #aab2ba !important; }
  a { color: #8ab4f8 !important; }
  code { background: #33383f !important; color: #e6e8ea !important; }
}
</style></head>
<body class="page" style="margin:0;padding:0;background:#f3f4f6;color:#1b1f24;font:16px/1.5 -apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif">
<div style="display:none;max-height:0;overflow:hidden">${summary}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" class="page" style="background:#f3f4f6"><tr><td align="center" style="padding:16px 8px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:640px"><tr><td style="padding:0 8px 12px">
<h1 style="margin:0;font-size:20px;line-height:1.3">EKS AMI releases</h1>
<p class="quiet" style="margin:4px 0 0;color:#57606a;font-size:14px">${period}<br>${summary}</p>
</td></tr>${releases.map(releaseRow)}<tr><td class="quiet" style="padding:4px 8px;color:#57606a;font-size:14px">${more === undefined ? '' : html`<p style="margin:0 0 8px">${more}</p>`}<p style="margin:0">${footer}${signOff}</p></td></tr></table>
</td></tr></table></body></html>`;
  return String(await page);
}

function releaseRow(release: DigestRelease): Markup {
  return html`<tr><td style="padding:0 0 12px"><table role="presentation" width="100%" cellpadding="0" cellspacing="0" class="card" style="background:#ffffff;border:1px solid #d8dee4;border-radius:8px"><tr><td style="padding:14px 16px;overflow-wrap:anywhere">
<p style="margin:0 0 6px;font-size:13px"><span style="background:${colours[release.severity]};color:#ffffff;border-radius:4px;padding:2px 7px;font-weight:600">${release.severity.toUpperCase()}</span> <strong style="${release.withdrawn ? 'text-decoration:line-through' : ''}">${release.release}</strong> <span class="quiet" style="color:#57606a">${release.date}${release.note === undefined ? '' : ` · ${release.note}`}</span></p>
<h2 style="margin:0;font-size:17px;line-height:1.35">${release.headline}</h2>
<p class="quiet" style="margin:4px 0 0;color:#57606a;font-size:14px">${release.where}</p>
${list('Said before', release.before)}${list('', release.moves)}${release.findings.map(findingPart)}${list('Not reviewed by anybody yet', release.risks)}
${release.stayOn === undefined ? '' : html`<p style="margin:12px 0 0;font-size:14px">${words(release.stayOn)}</p>`}
<p style="margin:12px 0 0;font-size:14px"><a href="${release.notes}" style="color:#0b57d0">Release notes</a>${release.page === undefined ? '' : html` · <a href="${release.page}" style="color:#0b57d0">All of it</a>`}</p>
</td></tr></table></td></tr>`;
}

function findingPart(finding: DigestFinding): Markup {
  const colour = colours[finding.severity];
  return html`<div style="margin:14px 0 0;padding:2px 0 2px 12px;border-left:3px solid ${colour}">
<h3 style="margin:0;font-size:15px;line-height:1.4">${finding.mark.toUpperCase()}: ${finding.title}</h3>
<p class="quiet" style="margin:2px 0 0;color:#57606a;font-size:14px">${finding.where}</p>
${finding.summary === '' ? '' : html`<p style="margin:6px 0 0;font-size:15px">${finding.summary}</p>`}
${list('Am I exposed?', finding.howToCheck)}${list('What to do', finding.remediation)}${list('What does not help', finding.doesNotHelp)}
<p style="margin:6px 0 0;font-size:13px">${finding.links.map((url) => html`<a href="${url}" style="color:#0b57d0">${url.replace('https://', '')}</a><br>`)}</p></div>`;
}

function list(title: string, items: readonly string[]): Markup | string {
  if (items.length === 0) return '';
  const heading =
    title === '' ? '' : html`<p style="margin:8px 0 0;font-size:14px"><strong>${title}</strong></p>`;
  return html`${heading}<ul style="margin:4px 0 0;padding-left:20px;font-size:14px">${items.map((item) => html`<li style="margin:2px 0">${words(item)}</li>`)}</ul>`;
}

/** Commands stand in backticks; they are shown as code, and may break anywhere on a narrow screen. */
function words(text: string): Markup {
  const parts = text.split('`');
  const shown = parts.map((part, index) =>
    index % 2 === 1 && index < parts.length - 1 ? html`<code>${part}</code>` : part,
  );
  return html`${shown}`;
}
