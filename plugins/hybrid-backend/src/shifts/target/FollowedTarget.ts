import type { Problem } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { isNotFound, isTransient } from '../../aws/failures';
import type { Clock } from '../../durable/retry';
import { HybridError, problemIn } from '../../errors';
import { describeRoutes } from './routes';
import type { RouteReading } from './RouteReading';
import type { NewRoutes } from './NewRoutes';
import type { RoutesLook } from './RoutesLook';
import type { ShiftTarget, WeightsReading } from './ShiftTarget';

/** Whoever replaces a rule may delete the old one before the new one is there. */
const TRIES = 3;
const PAUSE_MS = 2_000;

const BEHIND: Problem = {
  code: 'aws-failed',
  message: 'What AWS lists of the rules of the service is not complete now.',
  remedy:
    'Wait some minutes until Backstage shows all of them, and shift again.',
};

/**
 * A target that is found again when somebody replaces it while a shift works on it: a
 * deployment that cannot change a listener rule in place makes one with another ARN.
 */
export class FollowedTarget implements ShiftTarget {
  #target: ShiftTarget;
  #seen: { routes: RouteReading[]; at: Date } | undefined;
  #lost: HybridError | undefined;

  constructor(
    target: ShiftTarget,
    private readonly by: {
      /** Looks at AWS anew; throws the problem of what it does not find. */
      locate(): Promise<ShiftTarget>;
      /** Looks which routes there are; throws the problem of an AWS that cannot be asked. */
      look(): Promise<RoutesLook>;
      clock: Clock;
      signal: AbortSignal;
    },
  ) {
    this.#target = target;
  }

  async read(): Promise<WeightsReading> {
    const reading = await this.#follow(target => target.read());
    this.#seen = { routes: reading.routes, at: this.by.clock.now() };
    return { ...reading, write: (...asked) => this.#write(reading, ...asked) };
  }

  async lookAgain(): Promise<NewRoutes> {
    try {
      const look = await this.by.look();
      if (look === 'unknown' || !this.#seen) {
        return { joined: [], unknown: true };
      }
      return await this.#take(look);
    } catch (error) {
      if (!problemIn(error)) throw error;
      return { joined: [], unknown: true };
    }
  }

  async #take({ ids, of }: Exclude<RoutesLook, 'unknown'>): Promise<NewRoutes> {
    if (ids.every(id => this.#knows(id))) return { joined: [] };
    // What is in the place of a route that is gone is found by reading.
    const isOneMissing = this.#seen!.routes.some(({ id }) => !ids.includes(id));
    if (isOneMissing) await this.read();
    const joined = ids.filter(id => !this.#knows(id));
    if (joined.length === 0) return { joined };
    if ('problem' in of) {
      return { joined: [], left: { ids: joined, problem: of.problem } };
    }
    if (isOneMissing)
      return { joined: [], left: { ids: joined, problem: BEHIND } };
    this.#target = of.target;
    return { joined };
  }

  #knows(routeId: string): boolean {
    return this.#seen!.routes.some(({ id }) => id === routeId);
  }

  tags(own?: readonly string[]) {
    return this.#follow(target => target.tags(own));
  }

  replaceTag(...asked: Parameters<ShiftTarget['replaceTag']>) {
    return this.#follow(target => target.replaceTag(...asked));
  }

  setTag(key: string, value: string) {
    return this.#follow(target => target.setTag(key, value));
  }

  removeTag(key: string) {
    return this.#follow(target => target.removeTag(key));
  }

  lastChange(...asked: Parameters<ShiftTarget['lastChange']>) {
    return this.#follow(target => target.lastChange(...asked));
  }

  health(...[site]: Parameters<ShiftTarget['health']>) {
    return this.#follow(target => target.health(site));
  }

  traffic(...[window]: Parameters<ShiftTarget['traffic']>) {
    return this.#follow(target => target.traffic(window));
  }

  /** Only what was just read may be written, so the rule is read again where it is now. */
  async #write(
    reading: WeightsReading,
    ...asked: Parameters<WeightsReading['write']>
  ): ReturnType<WeightsReading['write']> {
    try {
      return await reading.write(...asked);
    } catch (error) {
      if (!isNotFound(error)) throw error;
      // Without its cause, for it is to be tried again.
      throw new HybridError({
        code: 'aws-failed',
        message: 'The rule was deleted or replaced before it was written.',
        remedy: 'It is looked for, and written again.',
      });
    }
  }

  async #follow<T>(call: (target: ShiftTarget) => Promise<T>): Promise<T> {
    if (this.#lost) throw this.#lost;
    try {
      return await call(this.#target);
    } catch (error) {
      if (!isNotFound(error)) throw error;
      return this.#searchFor(call);
    }
  }

  async #searchFor<T>(call: (target: ShiftTarget) => Promise<T>): Promise<T> {
    const { locate, clock, signal } = this.by;
    for (let tried = 1; ; tried += 1) {
      try {
        const target = await locate();
        const answer = await call(target);
        this.#target = target;
        return answer;
      } catch (error) {
        const problem = problemIn(error);
        if (!problem) throw error;
        const gone = isNotFound(error) || problem.code === 'service-not-found';
        if (!gone && isTransient(problem)) throw error;
        if (!gone || tried === TRIES) {
          this.#lost = this.#ended(gone ? undefined : error);
          throw this.#lost;
        }
      }
      await clock.sleep(PAUSE_MS, signal);
    }
  }

  #ended(reason: unknown): HybridError {
    const why = problemIn(reason)?.message;
    const seen = this.#seen
      ? `Its weights were ${describeRoutes(
          this.#seen.routes,
        )} at ${this.#seen.at.toISOString()}; where the traffic goes now is not known.`
      : 'Where the traffic goes now is not known.';
    return new HybridError({
      code: 'interrupted',
      message: `The listener rule that the shift works on was deleted or replaced, and ${
        why
          ? `what is there now cannot be shifted. ${why}`
          : 'no other one of the service was found.'
      } ${seen}`,
      remedy:
        'Look at the listener rules of the service in the AWS console, and shift again when Backstage shows the service.',
    });
  }
}
