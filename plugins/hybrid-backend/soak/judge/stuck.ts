import type {
  EvacuationSummary,
  Shift,
  ShiftSummary,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { broken, type Broken } from './Broken';

/** A time in which something went wrong that keeps work from going on. */
export interface Trouble {
  from: number;
  until?: number;
}

/**
 * So long may a shift take at most beyond its bakes and its drill, not counting the time in
 * which something goes wrong: both ways with all tries, and a process that takes it over.
 */
const LONGEST_MS = 45_000;

/** Evacuations wait for the shifts of each service, one after another at worst. */
const LONGEST_EVACUATION_MS = 90_000;

/** Shifts that should have ended by now. */
export function stuckShifts(
  active: readonly (ShiftSummary & Partial<Pick<Shift, 'plan'>>)[],
  now: number,
  troubles: readonly Trouble[],
): Broken[] {
  return active.flatMap(({ id, service, state, createdAt, plan, kind }) => {
    const staysMs = stayMs(kind, plan);
    return tooLong(createdAt, now, troubles, LONGEST_MS + staysMs).map(ms =>
      broken(
        'nothing for ever stuck',
        `shift ${id} of ${service} ended after ${
          (LONGEST_MS + staysMs) / 1000
        } s without trouble`,
        `${state} after ${ms / 1000} s`,
      ),
    );
  });
}

/** How long a shift stays as it is; without its plan, as long as the longest. */
function stayMs(kind: ShiftSummary['kind'], plan?: Shift['plan']): number {
  if (!plan) return kind === 'drill' ? 60_000 : 8_000;
  return plan.steps.reduce(
    (sum, { bakeSeconds }) => sum + bakeSeconds * 1000,
    (plan.durationSeconds ?? 0) * 1000,
  );
}

/** Evacuations that should have ended by now. */
export function stuckEvacuations(
  active: readonly EvacuationSummary[],
  now: number,
  troubles: readonly Trouble[],
): Broken[] {
  return active.flatMap(({ id, state, createdAt }) =>
    tooLong(createdAt, now, troubles, LONGEST_EVACUATION_MS).map(ms =>
      broken(
        'nothing for ever stuck',
        `evacuation ${id} ended after ${
          LONGEST_EVACUATION_MS / 1000
        } s without trouble`,
        `${state} after ${ms / 1000} s`,
      ),
    ),
  );
}

/** For how long it is under way, not counting troubles, if that is longer than it may be. */
function tooLong(
  createdAt: string,
  now: number,
  troubles: readonly Trouble[],
  longestMs: number,
): number[] {
  const began = Date.parse(createdAt);
  const ms = now - began - troubledMs(began, now, troubles);
  return ms > longestMs ? [ms] : [];
}

/** How much of a time something went wrong; troubles may overlap. */
export function troubledMs(
  from: number,
  until: number,
  troubles: readonly Trouble[],
): number {
  let sum = 0;
  let reached = from;
  const inOrder = [...troubles].sort((a, b) => a.from - b.from);
  for (const trouble of inOrder) {
    const begins = Math.max(trouble.from, reached);
    const ends = Math.min(trouble.until ?? until, until);
    if (ends <= begins) continue;
    sum += ends - begins;
    reached = ends;
  }
  return sum;
}
