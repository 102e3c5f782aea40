import { type Catalogue, type CatalogueRelease, minorsIn, releaseIn } from '../../shared/feed/catalogue.ts';
import type { ReleaseFilter } from '../../shared/feed/feed-page.ts';
import { packagesIn } from '../../shared/feed/occurrences.ts';
import { canonicalName, type PackageName } from '../../shared/packages/canonical.ts';
import type { Minor } from '../../shared/parameters/track.ts';
import type { Allowed } from './parameters.ts';
import { badParameter, notFound } from './problem.ts';

/** The release of a path; there is nothing at the address of one that is not known. */
export function releaseOfPath(catalogue: Catalogue, tag: string): CatalogueRelease {
  const found = releaseIn(catalogue, tag);
  if (found !== undefined) return found;
  throw notFound(`This release is not known. ${extent(catalogue)}`);
}

/** The release of a query's parameter. */
export function releaseOfQuery(catalogue: Catalogue, parameter: string, tag: string): CatalogueRelease {
  const found = releaseIn(catalogue, tag);
  if (found !== undefined) return found;
  throw badParameter(parameter, `is no release that is known. ${extent(catalogue)}`);
}

function extent({ releases }: Catalogue): string {
  const [newest, oldest] = [releases[0], releases.at(-1)];
  if (newest === undefined || oldest === undefined) return 'None is known yet.';
  return `Releases go from ${oldest.release} to ${newest.release}; /v1/releases lists them.`;
}

/** What parameters may be of which only the catalogue knows the values. */
export function allowedIn(catalogue: Catalogue): Allowed {
  return (parameter) => {
    switch (parameter) {
      case 'kubernetes':
        return minorsIn(catalogue);
      case 'package':
        return packagesIn(catalogue);
      case 'from':
      case 'to':
        return catalogue.releases.map(({ release }) => release);
      default:
        return undefined;
    }
  };
}

/** Complains of minors that no release has. */
export function checkMinors(catalogue: Catalogue, minors: readonly Minor[]): void {
  const known = minorsIn(catalogue);
  if (!minors.every((minor) => known.includes(minor)))
    throw badParameter('kubernetes', 'no release has this minor.', known);
}

/** Packages under their canonical names; complains of those that no release has. */
export function knownPackages(catalogue: Catalogue, names: readonly string[]): readonly PackageName[] {
  const known = packagesIn(catalogue);
  const canonical = names.map((name) => canonicalName(name));
  if (!canonical.every((name) => known.includes(name)))
    throw badParameter('package', 'no release has this package.', known);
  return canonical;
}

/** Complains of behaviour changes that are not in the knowledge base. */
export function checkBehaviourChanges({ entries }: Catalogue, ids: readonly string[]): void {
  const known = entries.map(({ id }) => id);
  if (!ids.every((id) => known.includes(id)))
    throw badParameter('behaviourChange', 'no such behaviour change is known.', known);
}

/** The filter of a request, with names as the catalogue has them; complains of what no release has. */
export function filterOf(catalogue: Catalogue, given: ReleaseFilter): ReleaseFilter {
  if (given.kubernetes !== undefined) checkMinors(catalogue, given.kubernetes);
  if (given.behaviourChange !== undefined) checkBehaviourChanges(catalogue, given.behaviourChange);
  if (given.package === undefined) return given;
  return { ...given, package: knownPackages(catalogue, given.package) };
}
