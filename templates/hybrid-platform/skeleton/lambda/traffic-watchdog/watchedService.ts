import type { Context } from '../shared/context';
import { failOverService } from '../shared/failOverService';
import { isDown, type TargetCounts } from '../shared/health';
import type { Inventory } from '../shared/inventory';
import type { Service } from '../shared/service';
import { isNotFound } from '../shared/notFound';
import { recoverService } from '../shared/recoverService';
import { readSite, type ServiceState } from '../shared/serviceState';

export interface WatchOptions {
  holdDownMs: number;
  /** The service as read for all at once when the run began. */
  seen?: ServiceState;
  /** Finds the platform once more, after something of it turned out to be gone. */
  discoverAgain(): Promise<Inventory>;
}

/** One service under watch, during one run. */
export class WatchedService {
  /** Why the latest check failed; a later check that succeeds makes up for it. */
  error?: unknown;
  /** Whether a check is under way, so that a slow one is not joined by another. */
  busy = false;

  #service: Service;
  readonly #context: Context;
  readonly #options: WatchOptions;
  /** Good for the first check only. */
  #seen?: ServiceState;
  #movedByAutomation: boolean;
  /** What on-prem was when something was last done about it; undefined to have it done again. */
  #handled?: 'down' | 'up';
  #wasGone = false;

  constructor(service: Service, options: WatchOptions, context: Context) {
    this.#service = service;
    this.#context = context;
    this.#options = options;
    this.#seen = options.seen;
    this.#movedByAutomation = service.movedByAutomation;
  }

  get service(): Service {
    return this.#service;
  }

  /** Each takes a call at each look. */
  get onPremGroups(): number {
    const { routes } = this.#service;
    return new Set(routes.map(({ groupArns }) => groupArns['on-prem'])).size;
  }

  /** Checks on-prem's targets once, and acts if they are not what they were. */
  async check(): Promise<void> {
    this.busy = true;
    try {
      await this.#look().catch(async error => {
        if (!isNotFound(error) || !(await this.#isFoundAgain())) throw error;
        await this.#look();
      });
      this.error = undefined;
    } catch (error) {
      this.#handled = undefined;
      this.error = error;
      const { service } = this.#service;
      this.#context.log.error('could not look after it', { service, error });
    } finally {
      this.#seen = undefined;
      this.busy = false;
    }
  }

  async #look(): Promise<void> {
    const { loadBalancer } = this.#context;
    const onPrem = await readSite(this.#service, 'on-prem', loadBalancer);
    if (isDown(onPrem)) await this.#onDown(onPrem);
    else if (onPrem.healthy > 0) await this.#onUp();
  }

  async #onDown(onPrem: TargetCounts): Promise<void> {
    if (this.#handled === 'down') return;
    const { moved, final } = await failOverService(
      this.#service,
      this.#context,
      onPrem,
    );
    if (moved) this.#movedByAutomation = true;
    this.#handled = final ? 'down' : undefined;
  }

  /** Recovery is taken a step per run, and whenever on-prem comes back in between. */
  async #onUp(): Promise<void> {
    if (this.#handled === 'up') return;
    if (this.#movedByAutomation) {
      const { holdDownMs } = this.#options;
      const action = await recoverService(
        this.#service,
        { holdDownMs, seen: this.#seen },
        this.#context,
      );
      if (action === 'reset' || action === 'untag')
        this.#movedByAutomation = false;
    }
    this.#handled = 'up';
  }

  /** Whether its rules and groups, which were replaced in the run, are known now. */
  async #isFoundAgain(): Promise<boolean> {
    if (this.#wasGone) return false;
    this.#wasGone = true;
    const { services } = await this.#options.discoverAgain();
    const found = services.find(
      ({ service }) => service === this.#service.service,
    );
    if (!found) return false;
    this.#service = found;
    return true;
  }
}
