import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  HybridSignal,
  Problem,
  Shift,
  ShiftState,
  ShiftSummary,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { randomUUID } from 'node:crypto';
import type { PlatformAws } from '../aws/PlatformAws';
import type { ShiftTiming } from '../config';
import { problemIn } from '../errors';
import type { Clock } from './retry';
import { describeWeights } from './RuleEditor';
import { removeHold, type OwnHold } from './ShiftHold';
import { failed, ShiftRun, type Outcome } from './ShiftRun';
import type { Lease, ShiftEnd, ShiftStore } from './ShiftStore';
import { readWeights, type SiteTargetGroups } from './weights';

/** The resources that a shift works on. */
export interface ShiftSubject {
  aws: PlatformAws;
  ruleArn: string;
  targetGroups: SiteTargetGroups;
}

export interface ShiftRunnerOptions {
  store: ShiftStore;
  timing: ShiftTiming;
  clock: Clock;
  logger: LoggerService;
  /** Tells clients that something changed. */
  announce(signal: HybridSignal): Promise<void>;
  /** Makes the next reader of the platform look at AWS again. */
  invalidate(platformId: string): void;
  /** Finds what an abandoned shift worked on. */
  locate(shift: ShiftSummary): Promise<ShiftSubject>;
}

/** A process that has not renewed for this long counts as dead. */
const LEASE_MS = 30_000;
const RENEW_MS = 10_000;

/** Carries shifts out in the background, and ends those that a dead process left behind. */
export class ShiftRunner {
  readonly #owner = randomUUID();
  readonly #running = new Map<string, Promise<void>>();
  readonly #stopping = new AbortController();

  constructor(private readonly options: ShiftRunnerOptions) {}

  /** The claim of this process on a shift that starts now. */
  lease(): Lease {
    const now = this.options.clock.now().getTime();
    return { owner: this.#owner, expiresAt: now + LEASE_MS };
  }

  /** Carries a shift out, and returns at once. */
  start(
    shift: Shift,
    subject: ShiftSubject,
    onEnd: (end: ShiftEnd) => Promise<void>,
  ): void {
    const run = this.#carryOut(shift, subject, onEnd)
      .catch(error =>
        this.options.logger.error(`Shift ${shift.id} was left`, error),
      )
      .finally(() => this.#running.delete(shift.id));
    this.#running.set(shift.id, run);
  }

  /** Lets go of everything: the shifts are ended by whoever runs next. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#running.values());
  }

  /**
   * Ends the shifts of processes that are gone, as failed, saying what the rule is now. To
   * go on with them instead, a runner would claim them just so.
   */
  async takeOver(): Promise<void> {
    const { store, logger } = this.options;
    for (const shift of await store.abandoned()) {
      if (!(await store.claim(shift.id, this.lease()))) continue;
      logger.warn(`Shift ${shift.id} was interrupted`);
      await this.#removeHold(shift);
      await this.#end(shift, failed(await this.#interrupted(shift)));
    }
  }

  async #carryOut(
    shift: Shift,
    subject: ShiftSubject,
    onEnd: (end: ShiftEnd) => Promise<void>,
  ): Promise<void> {
    const { store, timing, clock } = this.options;
    const lost = new AbortController();
    const heartbeat = setInterval(() => {
      store.renewLease(shift.id, this.lease()).then(
        kept => kept || lost.abort(),
        error => this.options.logger.warn('Renewing a lease failed', error),
      );
    }, RENEW_MS);
    heartbeat.unref();
    const signal = AbortSignal.any([this.#stopping.signal, lost.signal]);
    let state: ShiftState = shift.state;
    try {
      const outcome = await new ShiftRun(shift, {
        ...subject,
        timing,
        clock,
        signal,
        keepHold: own => store.setHold(shift.id, own),
        leaveHold: (own, error) => this.#leaveHold(shift, own, error),
        record: async event => {
          await store.addEvent(shift.id, event);
          if (event.type === 'weights-written') {
            this.options.invalidate(shift.platform);
          }
          await this.#announce(shift, state);
        },
        advance: async next => {
          await store.advance(shift.id, next);
          state = next;
          await this.#announce(shift, state);
        },
      }).run();
      await this.#end(shift, outcome);
      await onEnd(outcome.end);
    } catch (error) {
      if (!signal.aborted) {
        await this.#end(shift, failed(unexpected(error)));
        await onEnd({ state: 'failed', problem: unexpected(error) });
      } else if (!lost.signal.aborted) {
        await store.renewLease(shift.id, { owner: this.#owner, expiresAt: 0 });
      }
      throw error;
    } finally {
      clearInterval(heartbeat);
    }
  }

  async #end(shift: ShiftSummary, { end, event }: Outcome): Promise<void> {
    await this.options.store.end(shift.id, end, event);
    this.options.invalidate(shift.platform);
    await this.#announce(shift, end.state);
  }

  /** Removes the hold that a dead process left on the rule. */
  async #removeHold(shift: ShiftSummary): Promise<void> {
    const { store, clock, locate } = this.options;
    const own = await store.getHold(shift.id);
    if (!own) return;
    try {
      const { aws, ruleArn } = await locate(shift);
      await removeHold(aws, ruleArn, own, clock.now());
    } catch (error) {
      await this.#leaveHold(shift, own, error);
    }
  }

  /** From now on it is shown as what it is: it keeps others out until it expires. */
  async #leaveHold(
    shift: ShiftSummary,
    own: OwnHold,
    error: unknown,
  ): Promise<void> {
    this.options.logger.warn(
      `The hold of shift ${shift.id} could not be removed: '${own.value}'`,
      error as Error,
    );
    if (this.#stopping.signal.aborted) return;
    await this.options.store.setHold(shift.id, undefined);
  }

  async #announce(shift: ShiftSummary, state: ShiftState): Promise<void> {
    await this.options.announce({
      entityRef: shift.entityRef,
      shiftId: shift.id,
      state,
    });
  }

  async #interrupted(shift: ShiftSummary): Promise<Problem> {
    const now = await this.#describeRule(shift);
    return {
      code: 'interrupted',
      message: `The backend stopped while the shift was ${shift.state}. ${now}`,
      remedy:
        'Check that the weights are what you want, and shift again if they are not.',
    };
  }

  /** What the rule says now, which is the truth whatever the dead process got done. */
  async #describeRule(shift: ShiftSummary): Promise<string> {
    try {
      const { aws, ruleArn, targetGroups } = await this.options.locate(shift);
      const { rule } = await aws.rule(ruleArn);
      const { weights, problem } = readWeights(rule, targetGroups);
      return weights
        ? `The rule now has ${describeWeights(
            weights,
          )}; the shift was to set ${describeWeights(shift.to)}.`
        : problem.message;
    } catch (error) {
      const problem = problemIn(error);
      if (!problem) throw error;
      return `What the rule is now could not be read: ${problem.message}`;
    }
  }
}

function unexpected(error: unknown): Problem {
  return {
    code: 'interrupted',
    message: `The backend failed during the shift: ${
      error instanceof Error ? error.message : String(error)
    }`,
    remedy:
      'Check the weights, look up the error in the backend’s log, and shift again if they are not what you want.',
  };
}
