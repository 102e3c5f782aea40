/** Where facts about packages come from. A source keeps its id: it is stored with what it says. */
export type SourceId = 'release-notes' | 'recorded-history' | 'image-description';

/** Where any fact of a report comes from: parameters say which images there are, and kubelet's version. */
export type FactSource = SourceId | 'parameters';

/** A source as a sentence names it, `containerd 2.2.5 per image descriptions`. */
export const sourceNames: Readonly<Record<FactSource, string>> = {
  'release-notes': 'release notes',
  'recorded-history': 'recorded history',
  'image-description': 'image descriptions',
  parameters: 'SSM parameters',
};
