import {
  SITES,
  type Problem,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { HybridError } from '../../errors';
import { describeWeights, allWeights } from '../target/routes';
import type { Change, WeightsEditor } from './WeightsEditor';
import type { Retries } from '../../durable/retry';
import {
  currentWeights,
  fromOf,
  unknownWeights,
  type RollbackReason,
} from './next';
import { phasesFrom, rollbackPhases, type RollbackPhase } from './phases';
import type { ShiftRunContext } from './context';
import { gainingAnywhere, type SiteHealth } from './SiteHealth';
import { verifySites } from './verify';

/** What the rule can never be cured of by waiting. */
const FINAL: Problem['code'][] = ['rule-changed', 'rule-not-hybrid'];

/** Sets the weights from before again: a drill's return, and everything that is undone. */
export class Rollback
  implements Record<RollbackPhase, (why: RollbackReason) => Promise<void>>
{
  constructor(
    private readonly context: ShiftRunContext,
    private readonly by: {
      editor: WeightsEditor;
      health: SiteHealth;
      retries: Retries;
    },
  ) {}

  /** Throws a `HybridError` when it cannot: the traffic then stays where it serves. */
  async carryOut(from: RollbackPhase, why: RollbackReason): Promise<void> {
    const { kind } = this.context.log.shift;
    this.by.retries.renew();
    for (const phase of phasesFrom(rollbackPhases(kind), from)) {
      await this[phase](why);
    }
  }

  async write(why: RollbackReason): Promise<void> {
    const write = () => this.by.editor.write(this.#change());
    if (this.context.log.shift.kind === 'drill') {
      await this.#persistently(async () => {
        await this.#assertOldSiteHealthy();
        await write();
      });
    } else {
      if (why.because === 'aborted') await this.#assertOldSiteHealthy();
      await write();
    }
  }

  async confirm(): Promise<void> {
    const { editor } = this.by;
    await editor.confirm(this.#change(), {}, () =>
      editor.giveBackToAutomation(),
    );
  }

  async verify(): Promise<void> {
    const { timing, clock, signal, log } = this.context;
    const from = fromOf(log.shift);
    const gaining = gainingAnywhere(log.shift.to, from);
    const sites = gaining.length > 0 ? gaining : [...SITES];
    const { passed, summary } = await verifySites(sites, {
      health: this.by.health,
      timing,
      clock,
      pause: ms => clock.sleep(ms, signal),
    });
    if (!passed) {
      throw new HybridError({
        code: 'verification-failed',
        message: `The weights from before the drill are set again, but the old site does not serve: ${summary}.`,
        remedy:
          'Shift the traffic to the site that is healthy, then find out why the targets of the other one are not.',
      });
    }
    await this.by.editor.assertWeights(from);
    await log.append({
      type: 'returned',
      message: `The weights from before the drill serve again: ${summary}.`,
      weights: allWeights(from)[0],
    });
  }

  #change(): Change {
    const { shift } = this.context.log;
    const before = currentWeights(shift);
    return { before, orElse: unknownWeights(shift), wanted: fromOf(shift) };
  }

  /** Whether the old site may get the traffic: a way back must not lead into the dark. */
  async #assertOldSiteHealthy(): Promise<void> {
    const { shift } = this.context.log;
    const current = unknownWeights(shift) ?? currentWeights(shift);
    const from = fromOf(shift);
    const sites = gainingAnywhere(current, from);
    const { healthy, summary } = await this.by.health.read(sites);
    if (healthy) return;
    throw new HybridError({
      code: 'safety-rule-failed',
      message: `The traffic does not go back to ${describeWeights(
        from,
      )}, for the old site could not serve it: ${summary}. The weights stay ${describeWeights(
        current,
      )}.`,
      remedy: `Bring targets of ${sites.join(
        ' and ',
      )} to health, then shift to the weights that you want.`,
    });
  }

  /** A drill that is over goes on trying for its time, whatever keeps it. */
  async #persistently(attempt: () => Promise<void>): Promise<void> {
    const { timing, clock, signal, log } = this.context;
    const { events } = log.shift;
    const began = events.find(({ type }) => type === 'returning')!;
    const deadline = Date.parse(began.at) + timing.returnTimeoutMs;
    for (;;) {
      try {
        return await attempt();
      } catch (error) {
        if (!(error instanceof HybridError)) throw error;
        if (FINAL.includes(error.problem.code)) throw error;
        if (clock.now().getTime() >= deadline) throw error;
        await this.#recordWaiting(error.problem, deadline);
      }
      await clock.sleep(timing.verifyIntervalMs, signal);
      this.by.retries.renew();
    }
  }

  /** Once, also when another process goes on waiting. */
  async #recordWaiting({ message }: Problem, deadline: number): Promise<void> {
    const { log } = this.context;
    const returning = log.shift.events.filter(
      ({ type }) => type === 'returning',
    );
    if (returning.length > 1) return;
    const until = new Date(deadline).toISOString();
    await log.append({
      type: 'returning',
      message: `The return has to wait, and is tried until ${until}. ${message}`,
    });
  }
}
