import type { Resource } from './resource.ts';

/** What becomes of a resource that has data when its stack is removed. */
export function onRemoval(policy: 'retain' | 'delete', resource: Resource): Resource {
  const word = policy === 'retain' ? 'Retain' : 'Delete';
  return {
    ...resource,
    DeletionPolicy: word,
    UpdateReplacePolicy: word,
    // Protection would make the removal fail that was asked for.
    Properties: { ...resource.Properties, DeletionProtectionEnabled: policy === 'retain' },
  };
}
