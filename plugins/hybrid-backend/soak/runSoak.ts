import { SAFETY_RULE_IDS } from '@hybrid-platform/backstage-plugin-hybrid-common';
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

/** Whether the product knows of plans that are old; the name of the rule is in the contract. */
const KNOWS_OLD_PLANS = (SAFETY_RULE_IDS as readonly string[]).includes(
  'plan-is-current',
);

/** Does what a seed decides, and judges after each step what was observed until then. */
export async function runSoak(
  stage: Stage,
  options: {
    seed: number;
    minutes: number;
    tell(line: string): void;
  },
): Promise<Course> {
  const { seed, minutes, tell } = options;
  const { recorder } = stage;
  const injuries = new Injuries(stage);
  const watch = new Watch(recorder, injuries);
  const caller = new Caller(stage.replicas, answer =>
    watch.judgeAnswer(answer),
  );
  const doer = new Doer(caller);
  const looks = new Looks(caller);
  const underWay = new Set<Promise<void>>();
  const decisions = decide(seed, minutes);
  const begun = Date.now();
  const course = (): Course => ({
    seed,
    seconds: (Date.now() - begun) / 1000,
    decisions,
    watch,
    found: watch.found[0],
  });
  const go = (work: Promise<void>) => {
    const settled: Promise<void> = work.finally(() => underWay.delete(settled));
    underWay.add(settled);
  };

  /** Judges what has been observed, and reads the histories of what has ended. */
  const check = (step: number) => {
    watch.judgeWrites(step);
    doer.ended(new Set(watch.histories.keys()));
    if (KNOWS_OLD_PLANS) {
      for (const started of doer.fromPlans.splice(0)) {
        watch.add(step, startedFromOldPlan(started, recorder));
      }
    }
    for (const { service, id } of watch.unread()) {
      if (reading.has(id)) continue;
      reading.add(id);
      go(
        looks.get(step, shiftPath(service, id)).then(() => {
          reading.delete(id);
        }),
      );
    }
    return watch.found.length > 0;
  };
  const reading = new Set<string>();

  for (const [index, decision] of decisions.entries()) {
    const step = index + 1;
    await delay(Math.max(0, begun + decision.atMs - Date.now()));
    if ('action' in decision) go(doer.do(step, decision.action));
    else if ('begins' in decision) {
      tell(`${step}: ${JSON.stringify(decision.begins)}`);
      go(injuries.begin(decision.begins));
    } else go(injuries.end(decision.ends));
    looks.after(step);
    if (check(step)) return course();
  }

  const last = decisions.length;
  tell(`${last}: every fault ends, and everything comes to rest`);
  await injuries.endAll();
  await Promise.all(underWay);
  await doer.tidyUp(last);
  const deadline = Date.now() + REST_MS;
  for (;;) {
    await looks.settle();
    await looks.everywhere(last);
    if (check(last)) return course();
    await Promise.all(underWay);
    const isAtRest =
      watch.active().length === 0 &&
      watch.unread().length === 0 &&
      watch.evacuationsActive === 0;
    if (isAtRest) break;
    if (Date.now() > deadline) {
      watch.add(last, [
        {
          invariant: 'nothing for ever stuck',
          expected: `nothing under way ${REST_MS / 1000} s after the last fault`,
          seen: JSON.stringify(watch.active().map(({ id }) => id)),
        },
      ]);
      return course();
    }
    await delay(500);
  }
  check(last);
  if (watch.histories.size < 600) {
    watch.add(last, lostOrDoubled(doer.asked, [...watch.shifts.values()]));
  }
  return course();
}
