import { wholeText } from '../located-text.ts';
import type { Reader } from '../reader.ts';
import { readDocuments } from './manifests/documents.ts';
import { isWantedKind, readObjects } from './manifests/read-objects.ts';

/** Objects of Kubernetes, Karpenter and eksctl, in YAML or JSON, with or without a template's expressions. */
export const manifestReader: Reader = {
  name: 'manifest',
  reads: ({ text }) => {
    if (!text.includes('apiVersion')) return false;
    for (const [, kind = ''] of text.matchAll(
      /^(?:[ \t]*(?:- )?|\{[ \t]*)["']?kind["']?\s*:\s*["']?(\w+)/gm,
    )) {
      if (isWantedKind(kind)) return true;
    }
    return false;
  },
  read: (source, context) => {
    const { documents, gaps } = readDocuments(wholeText(source), isWantedKind);
    return { setups: readObjects(documents, context), gaps };
  },
};
