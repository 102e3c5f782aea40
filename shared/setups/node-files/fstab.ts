import { type LocatedText, placeAt, toValue } from '../located-text.ts';
import { linesOf, wordsOf } from '../split-text.ts';
import type { NodeFileReading, WrittenFile } from './written-file.ts';

interface FstabMount {
  readonly device: LocatedText;
  readonly path: LocatedText;
}

/** The mounts of /etc/fstab: a device, where it goes, and what does not matter here. */
export function fstabMounts(content: LocatedText): readonly FstabMount[] {
  return linesOf(content).flatMap((line) => {
    if (line.text.trimStart().startsWith('#')) return [];
    const [device, path] = wordsOf(line);
    return device === undefined || path === undefined || !/^[/\uE000]/.test(path.text)
      ? []
      : [{ device, path }];
  });
}

/** A line that no command mounts is mounted when the system starts the next time, if it does: of an image's nodes, before all else. */
export function readFstab({ content, certain, phase }: WrittenFile): NodeFileReading {
  const built = phase === 'build';
  return {
    steps: fstabMounts(content).map(({ device, path }) => ({
      place: placeAt(path, 0),
      phase: built ? 'boothook' : 'after-bootstrap',
      certain: certain && built,
      does: 'mount',
      path: toValue(path),
      device: toValue(device),
      by: 'fstab',
    })),
  };
}
