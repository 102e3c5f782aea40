import * as z from 'zod';
import { notFound } from '../problem.ts';
import { type Route, textRoute } from '../route.ts';
import { pageParameters } from './asked.ts';
import { type Asset, assets } from './assets.ts';
import { sent } from './html.ts';
import { pageFor } from './page.ts';

/** What the page may do: load its own style, script and icon, and send its forms back to itself. Nothing inline. */
const policy = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const pageRoute = textRoute({
  path: '/',
  summary: 'The page for people.',
  parameters: pageParameters,
  type: 'text/html; charset=utf-8',
  headers: () => ({ 'content-security-policy': policy }),
  answer: (view, asked) => sent(pageFor(view, asked)),
});

/** Its address has its hash in it, so that it may be kept for ever. */
function assetRoute({ body, name, type }: Asset): Route {
  return textRoute({
    path: `/assets/${name}`,
    summary: 'A file that the page loads.',
    parameters: z.strictObject({}),
    type,
    headers: () => ({ 'cache-control': 'public, max-age=31536000, immutable' }),
    answer: () => body,
  });
}

/**
 * A page that a cache kept over a deployment asks for a style that is no longer there: that of now fits better than none.
 * It is kept no longer than a page.
 */
const formerStyleRoute = textRoute({
  path: '/assets/{file}',
  summary: 'The style of a page from before.',
  parameters: z.strictObject({ file: z.string().max(80) }),
  type: assets.style.type,
  answer: (_, { file }) => {
    if (/^page\.[\w-]{8}\.css$/.test(file)) return assets.style.body;
    throw notFound('The page does not load such a file.');
  },
});

/** The page for people and what it loads. */
export const pageRoutes: readonly Route[] = [
  pageRoute,
  ...Object.values(assets).map(assetRoute),
  formerStyleRoute,
];
