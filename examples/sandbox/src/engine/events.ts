import type { SandboxEvent } from '../control/types';

/** What happened lately, newest first, for people to read. */
export interface EventLog {
  add(event: Omit<SandboxEvent, 'at'>): void;
  /** The newest 100. */
  latest(): SandboxEvent[];
  onAdd(listener: (event: SandboxEvent) => void): () => void;
}

const KEPT = 100;

/** Makes an empty log. */
export function createEventLog(options: { now: () => number }): EventLog {
  const events: SandboxEvent[] = [];
  const listeners = new Set<(event: SandboxEvent) => void>();
  return {
    add(event) {
      const dated = { at: new Date(options.now()).toISOString(), ...event };
      events.unshift(dated);
      if (events.length > KEPT) events.length = KEPT;
      for (const listener of [...listeners]) listener(dated);
    },
    latest: () => [...events],
    onAdd(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
