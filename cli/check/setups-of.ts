import type { Setup } from '../../shared/setups/setup.ts';
import type { ReadFile } from './read-files.ts';

/** A setup, and the file in which it was found. */
export interface FoundSetup {
  readonly setup: Setup;
  readonly file: ReadFile;
}

/** The setups of files, each once: a script that another file hands to nodes is a part of that one's. */
export function setupsOf(files: readonly ReadFile[]): readonly FoundSetup[] {
  const joined = filesOfOthers(files);
  return files.flatMap((file) =>
    file.reading.setups
      .filter((setup) => !(isWhole(setup, file) && joined.has(file.source.file)))
      .map((setup) => ({ setup, file })),
  );
}

/** A script that Terraform or Packer names is read with what they hand it: there it says more than by itself. */
function filesOfOthers(files: readonly ReadFile[]): ReadonlySet<string> {
  const others = new Set<string>();
  for (const { reading, source } of files) {
    for (const { settings, steps } of reading.setups) {
      for (const { place } of [...settings, ...steps]) {
        if (place.file !== source.file) others.add(place.file);
      }
    }
  }
  return others;
}

/** Whether the setup is the file itself: user data or a script. */
function isWhole({ kind, place }: Setup, { source }: ReadFile): boolean {
  return (kind === 'user-data' || kind === 'node-config') && place.file === source.file && place.line === 1;
}
