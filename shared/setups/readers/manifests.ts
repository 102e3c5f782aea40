import { wholeText } from '../located-text.ts';
import type { Reader } from '../reader.ts';
import { kindsIn, readDocuments } from './manifests/documents.ts';
import { isWantedKind, readObjects } from './manifests/read-objects.ts';

/** Objects of Kubernetes, Karpenter and eksctl, in YAML or JSON, with or without a template's expressions. */
export const manifestReader: Reader = {
  name: 'manifest',
  reads: ({ text }) => text.includes('apiVersion') && kindsIn(text).some(isWantedKind),
  read: (source, context) => {
    const { documents, gaps } = readDocuments(wholeText(source), isWantedKind);
    return { setups: readObjects(documents, context), gaps };
  },
};
