import { viewAddress } from './address.ts';
import { type ViewId, viewIds } from './asked.ts';
import { assets } from './assets.ts';
import { type Html, html, type Piece } from './html.ts';

interface Content {
  readonly view: ViewId;
  readonly titles: Readonly<Record<ViewId, string>>;
  readonly newest: string | undefined;
  readonly main: Piece;
}

const feeds = [
  ['feed.json', 'application/feed+json', 'JSON Feed'],
  ['feed.atom', 'application/atom+xml', 'Atom'],
  ['feed.rss', 'application/rss+xml', 'RSS'],
] as const;

/** The whole page around what a view shows. Addresses are relative: a deployment may be below a path. */
export function documentOf({ main, newest, titles, view }: Content): Html {
  const title = titles[view];
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="What changed in EKS node images, and what it breaks.">
<title>${title} · amiwatch</title>
<link rel="stylesheet" href="assets/${assets.style.name}">
<link rel="icon" type="image/svg+xml" href="assets/${assets.icon.name}">
${feeds.map(([href, type, name]) => html`<link rel="alternate" type="${type}" title="${name}" href="${href}">`)}
<script type="module" src="assets/${assets.script.name}"></script>
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="top">
  <a class="brand" href="./"><span aria-hidden="true">◉</span> amiwatch</a>
  <nav aria-label="Views">${viewIds.map((id) =>
    id === view
      ? html`<a href="${viewAddress({ view: id })}" aria-current="page">${shortened(titles[id])}</a>`
      : html`<a href="${viewAddress({ view: id })}">${shortened(titles[id])}</a>`,
  )}</nav>
</header>
<main id="main" tabindex="-1">
<h1>${title}</h1>
${main}
</main>
<footer class="bottom quiet">
  <p>EKS node images, what changed in them, and what it breaks.${newest === undefined ? undefined : ` Newest release: ${newest}.`}</p>
  <p>${feeds.map(([href, , name]) => html`<a href="${href}">${name}</a> `)} <a href="openapi.json">API</a></p>
</footer>
</body>
</html>
`;
}

/** A narrow screen has room for the first word of each title. */
function shortened(title: string): Html {
  const [first = '', ...rest] = title.split(' ');
  return rest.length === 0 ? html`${first}` : html`${first}<span class="rest"> ${rest.join(' ')}</span>`;
}
