import type { AnnouncedChange } from '../../../shared/announce/announcement.ts';
import type { Track } from '../../../shared/parameters/track.ts';
import { describeTracks } from '../../../shared/report/describe-tracks.ts';
import { viewAddress } from './address.ts';
import { type Html, html } from './html.ts';
import { counted } from './words.ts';

/** What moved, a line for each group of tracks that moved alike. */
export function changesTable(changes: readonly AnnouncedChange[], all: readonly Track[]): Html {
  return html`<table class="changes">
    <thead><tr><th scope="col">Package</th><th scope="col">Version</th><th scope="col">How</th><th scope="col">Where</th></tr></thead>
    <tbody>${changes.map((change) => rowOf(change, all))}</tbody>
  </table>`;
}

function rowOf(change: AnnouncedChange, all: readonly Track[]): Html {
  const name = change.package;
  return html`<tr>
    <th scope="row"><a href="${viewAddress({ view: 'packages', package: name })}">${name}</a></th>
    <td class="version">${versionsOf(change)}${buildsOf(change)}</td>
    <td class="how ${change.kind}">${howOf(change)}</td>
    <td class="where">${describeTracks(change.tracks, all)}</td>
  </tr>`;
}

function versionsOf({ from, to }: AnnouncedChange): Html {
  if (from === null) return html`<b>${to ?? ''}</b>`;
  if (to === null) return html`<del>${from}</del>`;
  return html`${from} → <b>${to}</b>`;
}

/** Whole versions stand below, where the line leaves something out of them. */
function buildsOf({ builds, from, to }: AnnouncedChange): Html | undefined {
  const telling = builds.filter((build) => build.from !== from || build.to !== to);
  if (telling.length === 0) return undefined;
  return html`<details class="builds"><summary>${counted(telling.length, 'build')}</summary>
    <ul>${telling.map((build) => html`<li>${build.from ?? '–'} → ${build.to ?? '–'}</li>`)}</ul></details>`;
}

function howOf({ kind, level }: AnnouncedChange): string {
  const words = kind.replaceAll('-', ' ');
  if (level === null || level === 'rebuild') return words;
  return level === 'line' ? `${words} to another line` : `${words}, ${level}`;
}
