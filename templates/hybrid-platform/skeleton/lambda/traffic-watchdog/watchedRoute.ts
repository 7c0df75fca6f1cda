import type { Context } from '../shared/context';
import { failOverService } from '../shared/failOverService';
import { isDown, type TargetCounts } from '../shared/health';
import type { Route } from '../shared/inventory';
import type { RuleState } from '../shared/loadBalancer';
import { recoverService } from '../shared/recoverService';

/** One listener rule under watch, during one run. */
export class WatchedRoute {
  readonly route: Route;
  /** Why the latest check failed; a later check that succeeds makes up for it. */
  error?: unknown;
  /** Whether a check is under way, so that a slow one is not joined by another. */
  busy = false;

  readonly #context: Context;
  readonly #holdDownMs: number;
  /** The rule as read for all at once when the run began: good for the first check only. */
  #seen?: RuleState;
  #movedByAutomation: boolean;
  /** What on-prem was when something was last done about it; undefined to have it done again. */
  #handled?: 'down' | 'up';

  constructor(
    route: Route,
    options: { holdDownMs: number; seen?: RuleState },
    context: Context,
  ) {
    this.route = route;
    this.#context = context;
    this.#holdDownMs = options.holdDownMs;
    this.#seen = options.seen;
    this.#movedByAutomation = route.movedByAutomation;
  }

  /** Checks on-prem's targets once, and acts if they are not what they were. */
  async check(): Promise<void> {
    this.busy = true;
    try {
      const { loadBalancer } = this.#context;
      const onPrem = await loadBalancer.readHealth(
        this.route.groupArns['on-prem'],
      );
      if (isDown(onPrem)) await this.#onDown(onPrem);
      else if (onPrem.healthy > 0) await this.#onUp();
      this.error = undefined;
    } catch (error) {
      this.#handled = undefined;
      this.error = error;
      const { service } = this.route;
      this.#context.log.error('could not look after it', { service, error });
    } finally {
      this.#seen = undefined;
      this.busy = false;
    }
  }

  async #onDown(onPrem: TargetCounts): Promise<void> {
    if (this.#handled === 'down') return;
    const { moved, final } = await failOverService(
      this.route,
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
      const options = { holdDownMs: this.#holdDownMs, seen: this.#seen };
      const action = await recoverService(this.route, options, this.#context);
      if (action === 'reset' || action === 'untag')
        this.#movedByAutomation = false;
    }
    this.#handled = 'up';
  }
}
