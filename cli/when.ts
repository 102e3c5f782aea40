import { type When, whenHad } from '../shared/feed/stretches.ts';
import { isSatisfiable, parseRange, type VersionRange } from '../shared/packages/range.ts';
import { type AmiType, amiTypeOf, type Minor, minorOf } from '../shared/parameters/track.ts';
import { knownPackage, recordedPackages, tracksOf } from './recorded-packages.ts';
import { UsageError } from './usage-error.ts';

/** A package and the versions of it that are asked for: `containerd>=1.7.22`. */
export interface Wanted {
  readonly package: string;
  readonly range: VersionRange;
}

const shape = /^([A-Za-z][\w+-]*(?:\.[\w+-]+)*?)\s*((?:[<>=~^]|\s\d).*)$/;

/** Reads `containerd>=1.7.22`, `kernel 6.12.x`, `runc >=1.2 <1.3`. */
export function readWanted(text: string): Wanted {
  const [, name = '', versions = ''] = shape.exec(text.trim()) ?? [];
  const range = parseRange(versions.trim());
  if (name !== '' && range !== undefined) {
    if (isSatisfiable(range)) return { package: name, range };
    throw new UsageError(
      `No version can be in ${JSON.stringify(versions.trim())}: its bounds exclude each other. Turn them round, or put || between what are alternatives.`,
    );
  }
  throw new UsageError(
    `${JSON.stringify(text)} is no package with versions. Give one like 'containerd>=1.7.22' or 'kernel 6.12.x', in quotes.`,
  );
}

/** When each track first had a wanted version, and whether it went away again. */
export function when(
  wanted: Wanted,
  { amiType, kubernetes }: { readonly amiType?: AmiType; readonly kubernetes?: Minor } = {},
): When {
  const history = recordedPackages();
  const name = knownPackage(history, wanted.package);
  const tracks = tracksOf(history).filter(
    (track) =>
      (amiType === undefined || amiTypeOf(track) === amiType) &&
      (kubernetes === undefined || minorOf(track) === kubernetes),
  );
  if (tracks.length === 0)
    throw new UsageError(`No recorded release has ${amiType} at Kubernetes ${kubernetes}.`);
  return whenHad(history, name, wanted.range, tracks);
}
