import { wholeText } from '../located-text.ts';
import type { Reader } from '../reader.ts';
import { kindsIn, readDocuments } from './manifests/documents.ts';
import { isWantedKind, readObjects } from './manifests/read-objects.ts';
import { manifestTexts } from './manifests/texts.ts';

/** Objects of Kubernetes, Karpenter and eksctl, in YAML or JSON, with or without a template's expressions. */
export const manifestReader: Reader = {
  name: 'manifest',
  reads: (source) =>
    source.text.includes('apiVersion') &&
    kindsIn(source.text).some(isWantedKind) &&
    manifestTexts(wholeText(source)).some(({ text }) => text.includes('apiVersion')),
  read: (source, context) => {
    const read = manifestTexts(wholeText(source)).map((text) => readDocuments(text, isWantedKind));
    const documents = read.flatMap((one) => one.documents);
    return { setups: readObjects(documents, context, source.named), gaps: read.flatMap(({ gaps }) => gaps) };
  },
};
