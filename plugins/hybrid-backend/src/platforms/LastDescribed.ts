import type { Problem } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { isTransient } from '../aws/failures';
import type { ServiceState } from './service';

/** Why a part could not be looked up for a snapshot. */
export interface Unread {
  problem: Problem;
  /** When what is there instead was looked up, as an ISO time; absent when nothing is. */
  lookedUpAt?: string;
}

/** A service, and whether its rules are as they were described before. */
export type KnownState = ServiceState & { unread?: Unread };

/**
 * What the services' rules were when AWS described them last: one listener that AWS fails at
 * for a while makes the services old that are on it, and no other.
 */
export class LastDescribed {
  readonly #last = new Map<string, { state: ServiceState; takenAt: string }>();

  /** The services as they are, or were: only what may pass by itself leaves them as they were. */
  complete(services: ServiceState[], takenAt: string): KnownState[] {
    const names = new Set(services.map(({ name }) => name));
    for (const name of this.#last.keys()) {
      if (!names.has(name)) this.#last.delete(name);
    }
    return services.map(service => {
      const { name, problem, ruleTags, alarmNames } = service;
      if (!problem) {
        this.#last.set(name, { state: service, takenAt });
        return service;
      }
      const last = this.#last.get(name);
      if (!last || !isTransient(problem)) return service;
      const unread = { problem, lookedUpAt: last.takenAt };
      return { ...last.state, ruleTags, alarmNames, unread };
    });
  }
}
