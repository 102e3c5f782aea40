import type { BehaviourChange } from './behaviour-change.ts';

/** The knowledge base, read when it is first needed: most runs of a function find nothing new, and hold nothing against it. */
export async function loadBehaviourChanges(): Promise<readonly BehaviourChange[]> {
  return (await import('./behaviour-changes.ts')).behaviourChanges;
}
