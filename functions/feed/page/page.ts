import { RequestError } from '../problem.ts';
import type { View } from '../route.ts';
import { type Asked, type ViewId, viewIds } from './asked.ts';
import { compareView } from './compare-view.ts';
import { documentOf } from './document.ts';
import { type Html, html } from './html.ts';
import { knownView } from './known-view.ts';
import { packagesView } from './packages-view.ts';
import { releasesView } from './releases-view.ts';
import { rolloutView } from './rollout-view.ts';

/** A view of the page: what is asked for in a form, and what is shown. */
interface PageView {
  readonly title: string;
  readonly form: (view: View, asked: Asked) => Html;
  readonly render: (view: View, asked: Asked) => Html;
}

const views: Readonly<Record<ViewId, PageView>> = {
  releases: releasesView,
  compare: compareView,
  packages: packagesView,
  rollout: rolloutView,
  known: knownView,
};

const titles = Object.fromEntries(viewIds.map((id) => [id, views[id].title])) as Record<ViewId, string>;

/** The page that was asked for. People who ask for what there is not are told so on the page. */
export function pageFor(view: View, given: Asked): Html {
  const id = viewIds.find((each) => each === given.view) ?? 'releases';
  const asked = { ...given, view: id };
  const newest = view.catalogue.releases.find(({ withdrawn }) => withdrawn() === undefined)?.release;
  return documentOf({ view: id, titles, newest, main: mainOf(views[id], view, asked) });
}

function mainOf({ form, render }: PageView, view: View, asked: Asked): Html {
  try {
    return html`${form(view, asked)}${render(view, asked)}`;
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    return html`<p class="empty" role="alert">${error.message}</p>${form(view, { view: asked.view })}`;
  }
}
