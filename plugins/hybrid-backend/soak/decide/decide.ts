import { decideAction, type Action } from './actions';
import { decideFaults, type Fault } from './faults';
import { decideProvocations } from './provocations';
import { Random } from './Random';

/** One thing that is done, counted from the beginning. */
export type Decision = { atMs: number } & (
  | { action: Action }
  | { begins: Fault }
  | { ends: Fault }
);

/** Between two actions, at most: on average there are about 300 in a minute. */
const PAUSE_MS = 400;

/**
 * All that a soak does, in order. It follows from the seed alone and not from what happens,
 * so that the same seed does the same again.
 */
export function decide(seed: number, minutes: number): Decision[] {
  const random = new Random(seed);
  const faults = decideFaults(random, minutes);
  const endMs = minutes * 60_000;
  const decisions: Decision[] = faults.flatMap(({ fault, fromMs, untilMs }) => [
    { atMs: fromMs, begins: fault },
    { atMs: untilMs, ends: fault },
    ...decideProvocations(fault, random).map(({ afterMs, action }) => ({
      atMs: Math.max(0, fromMs + afterMs),
      action,
    })),
  ]);
  for (let atMs = 0; atMs < endMs; atMs += random.int(0, PAUSE_MS)) {
    decisions.push({ atMs, action: decideAction(random) });
  }
  return decisions
    .filter(({ atMs }) => atMs < endMs)
    .sort((a, b) => a.atMs - b.atMs);
}
