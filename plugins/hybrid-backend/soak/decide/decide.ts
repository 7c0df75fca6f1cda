import { decideAction, decideProvocations, type Action } from './actions';
import { decideFaults, type Fault } from './faults';
import { Random } from './Random';

/** One thing that is done, counted from the beginning. */
export type Decision = { atMs: number } & (
  | { action: Action }
  | { begins: Fault }
  | { ends: Fault }
);

/** Between two actions, at most: on average there are about 300 in a minute. */
const PAUSE_MS = 400;

/** A dead site is known to be dead after so long: three health checks, ten times as fast. */
const KNOWN_DEAD_MS = 2_200;

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
    ...decideProvocations(fault, random).map(action => ({
      atMs: fromMs + provokesAfterMs(fault),
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

/** Who is to lose leases must have some first, and a dead site must be known to be dead. */
function provokesAfterMs({ kind }: Fault): number {
  return kind === 'lease-lost' ? 50 : KNOWN_DEAD_MS;
}
