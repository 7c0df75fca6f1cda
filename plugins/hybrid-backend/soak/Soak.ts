import { setTimeout as delay } from 'node:timers/promises';
import { Caller } from './act/Caller';
import { Doer } from './act/Doer';
import { Injuries } from './act/Injuries';
import { shiftPath } from './act/paths';
import type { Stage } from './act/startStage';
import { decide, type Decision } from './decide/decide';
import { startedFromOldPlan } from './judge/plans';
import { lostOrDoubled } from './judge/records';
import { Looks } from './observe/Looks';
import { Watch, type Found } from './observe/Watch';

/** How a soak went. */
export interface Course {
  seed: number;
  seconds: number;
  decisions: Decision[];
  watch: Watch;
  /** The first invariant that does not hold. */
  found?: Found;
}

/** After the last fault has ended, everything comes to rest within this time. */
const REST_MS = 150_000;

/** Does what a seed decides, and judges after each step what was observed until then. */
export class Soak {
  readonly #injuries: Injuries;
  readonly #watch: Watch;
  readonly #doer: Doer;
  readonly #looks: Looks;
  readonly #underWay = new Set<Promise<void>>();
  /** Shifts whose history is being read. */
  readonly #reading = new Set<string>();

  constructor(
    private readonly stage: Stage,
    private readonly tell: (line: string) => void,
  ) {
    this.#injuries = new Injuries(stage);
    this.#watch = new Watch(stage.recorder, this.#injuries);
    const caller = new Caller(stage.replicas, answer =>
      this.#watch.judgeAnswer(answer),
    );
    this.#doer = new Doer(caller);
    this.#looks = new Looks(caller);
  }

  /** Until an invariant does not hold, or the time is over and everything has come to rest. */
  async run(seed: number, minutes: number): Promise<Course> {
    const decisions = decide(seed, minutes);
    const began = Date.now();
    await this.#carryOut(decisions, began);
    const last = decisions.length;
    if (this.#watch.found.length === 0) await this.#comeToRest(last);
    return {
      seed,
      seconds: (Date.now() - began) / 1000,
      decisions,
      watch: this.#watch,
      found: this.#watch.found[0],
    };
  }

  async #carryOut(decisions: Decision[], began: number): Promise<void> {
    for (const [index, decision] of decisions.entries()) {
      const step = index + 1;
      await delay(Math.max(0, began + decision.atMs - Date.now()));
      this.#go(this.#do(step, decision));
      this.#looks.after(step);
      if (this.#isBroken(step)) return;
    }
  }

  #do(step: number, decision: Decision): Promise<void> {
    if ('action' in decision) return this.#doer.do(step, decision.action);
    if ('ends' in decision) return this.#injuries.end(decision.ends);
    this.tell(`${step}: ${JSON.stringify(decision.begins)}`);
    return this.#injuries.begin(decision.begins);
  }

  /** Without faults everything ends, and then everything is known. */
  async #comeToRest(step: number): Promise<void> {
    const watch = this.#watch;
    this.tell(`${step}: every fault ends, and everything comes to rest`);
    await this.#injuries.endAll();
    await Promise.all(this.#underWay);
    await this.#doer.tidyUp(step);
    const deadline = Date.now() + REST_MS;
    for (;;) {
      await this.#looks.settle();
      await this.#looks.everywhere(step);
      if (this.#isBroken(step)) return;
      await Promise.all(this.#underWay);
      const active = watch.active();
      const isAtRest =
        active.length + watch.unread().length + watch.evacuationsActive === 0;
      if (isAtRest) break;
      if (Date.now() > deadline) {
        watch.add(step, [
          {
            invariant: 'nothing for ever stuck',
            expected: `nothing under way ${
              REST_MS / 1000
            } s after the last fault`,
            seen: JSON.stringify(active),
          },
        ]);
        return;
      }
      await delay(500);
    }
    const shifts = [...watch.shifts.values()];
    watch.add(step, lostOrDoubled(this.#doer.asked, shifts));
  }

  /** Judges what has been observed, and reads the histories of what has ended. */
  #isBroken(step: number): boolean {
    const watch = this.#watch;
    watch.judgeWrites(step);
    this.#doer.ended(new Set(watch.histories.keys()));
    for (const started of this.#doer.fromPlans.splice(0)) {
      watch.add(step, startedFromOldPlan(started, this.stage.recorder));
    }
    for (const { service, id } of watch.unread()) {
      if (this.#reading.has(id)) continue;
      this.#reading.add(id);
      const read = this.#looks.get(step, shiftPath(service, id));
      this.#go(
        read.then(() => {
          this.#reading.delete(id);
        }),
      );
    }
    return watch.found.length > 0;
  }

  #go(work: Promise<void>): void {
    const settled: Promise<void> = work.finally(() =>
      this.#underWay.delete(settled),
    );
    this.#underWay.add(settled);
  }
}
