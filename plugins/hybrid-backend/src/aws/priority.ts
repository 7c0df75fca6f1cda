import { AsyncLocalStorage } from 'node:async_hooks';

/** Who waits for a call: a person, an evacuation, or nobody. */
export type Priority = 'person' | 'evacuation' | 'background';

/**
 * How long each lets later, more urgent calls go first. Not a strict order: however busy an
 * evacuation is, what happens in the background gets its turn.
 */
export const PRIORITY_DELAY_MS: Record<Priority, number> = {
  person: 0,
  evacuation: 15_000,
  background: 30_000,
};

const current = new AsyncLocalStorage<Priority>();

/** The calls to AWS that come of this, however deep, have the priority. */
export function withPriority<T>(priority: Priority, action: () => T): T {
  return current.run(priority, action);
}

/** The priority of the code that runs now. */
export function currentPriority(): Priority {
  return current.getStore() ?? 'person';
}
