import type { LocatedText } from '../located-text.ts';
import type { ReaderContext } from '../reader.ts';
import type { Setup } from '../setup.ts';

/** What user data, or a build's script, decides of a node. */
export type UserDataReading = Pick<Setup, 'settings' | 'steps' | 'files' | 'gaps' | 'operatingSystem'>;

/**
 * Reads user data of any form: shell, cloud-config, MIME parts, gzip, base64, NodeConfig.
 *
 * Another file's reader hands over the part of its own text that is the user data, so that places are the outer file's.
 */
export function readUserData(_text: LocatedText, _context: ReaderContext): UserDataReading {
  return { settings: [], steps: [], files: [], gaps: [] };
}

/** Reads a shell script that runs while an image is built: a Packer provisioner. */
export function readBuildScript(_text: LocatedText, _context: ReaderContext): UserDataReading {
  return { settings: [], steps: [], files: [], gaps: [] };
}
