import type { LocatedText } from '../located-text.ts';
import type { Gap, Phase, Setting, Step } from '../setup.ts';

/** A file on the node, with the content that a script or cloud-init wrote. */
export interface WrittenFile {
  readonly path: string;
  readonly content: LocatedText;
  readonly certain: boolean;
  readonly phase: Phase;
}

/** What a file on the node decides. */
export interface NodeFileReading {
  readonly settings?: readonly Setting[];
  readonly steps?: readonly Step[];
  readonly gaps?: readonly Gap[];
}
