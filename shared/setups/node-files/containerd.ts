import { type LocatedText, placeAt, toValue } from '../located-text.ts';
import type { Gap, Program, Setting } from '../setup.ts';
import { insertedLines, readToml } from '../tree/read-toml.ts';
import { settingsOf } from '../tree/settings.ts';
import type { NodeFileReading, WrittenFile } from './written-file.ts';

/** containerd's config.toml, or a drop-in. */
export function readContainerd(file: WrittenFile): NodeFileReading {
  return tomlSettings('containerd', file.content, file.certain, file.path);
}

/** hosts.toml under a certs.d directory. */
export function readHosts(file: WrittenFile): NodeFileReading {
  return tomlSettings('registry-hosts', file.content, file.certain, file.path);
}

/** A TOML text's settings; what cannot be read of it is a gap about its program alone. */
export function tomlSettings(
  of: Program,
  content: LocatedText,
  certain: boolean,
  path: string | undefined,
): { readonly settings: readonly Setting[]; readonly gaps: readonly Gap[] } {
  const tree = readToml(content);
  if (tree.is === 'broken') {
    const where = path ?? 'The TOML';
    return {
      settings: [],
      gaps: [
        { place: placeAt(content, tree.offset), why: `${where} cannot be parsed: ${tree.why}`, about: of },
      ],
    };
  }
  const { settings, gaps } = settingsOf(of, tree);
  const inserted = insertedLines(content)
    .filter((line) => line.runs.some(({ hole }) => hole?.kind === 'value'))
    .map((line) => ({ place: placeAt(line, 0), why: `${toValue(line).text} may hold anything.`, about: of }));
  return {
    settings: settings.map((setting) => ({
      ...setting,
      certain: setting.certain && certain,
      ...(path !== undefined && { path }),
    })),
    gaps: [...gaps, ...inserted],
  };
}
