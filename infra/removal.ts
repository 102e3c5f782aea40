import type { Resource } from './resource.ts';

/** What becomes of a resource that nobody can give back when its stack is removed, or when another one takes its place. */
export function onRemoval(policy: 'retain' | 'delete', resource: Resource): Resource {
  const word = policy === 'retain' ? 'Retain' : 'Delete';
  return { ...resource, DeletionPolicy: word, UpdateReplacePolicy: word };
}

/** The same of the table, which is also kept from being deleted by hand. */
export function tableOnRemoval(policy: 'retain' | 'delete', table: Resource): Resource {
  // Protection would make the removal fail that was asked for.
  const Properties = { ...table.Properties, DeletionProtectionEnabled: policy === 'retain' };
  return onRemoval(policy, { ...table, Properties });
}
