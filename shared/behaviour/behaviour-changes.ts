import type { BehaviourChange } from './behaviour-change.ts';
import compiled from './behaviour-changes.generated.json' with { type: 'json' };

/**
 * The knowledge base, by id. It is compiled from `entries/` before it is committed, and trusted here: reading and
 * checking YAML at a Lambda's cold start would cost more than the rest of the poll. A test fails when it is stale.
 */
export const behaviourChanges: readonly BehaviourChange[] = compiled as readonly BehaviourChange[];
