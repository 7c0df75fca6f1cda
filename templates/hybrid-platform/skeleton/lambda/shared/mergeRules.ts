import type { Automation, Hold } from './tags';

/*
 * What the tags of all rules of a service say together. Backstage merges them alike: both are
 * tested with the table in `testing/cases/mergeRules.ts`.
 */

/** A service is held when one of its rules is, until the last hold expires. */
export function mergeHolds(
  holds: readonly (Hold | undefined)[],
): Hold | undefined {
  return present(holds).reduce<Hold | undefined>(
    (a, b) => (a && a.until >= b.until ? a : b),
    undefined,
  );
}

/**
 * Automation moved a service when it moved one of its rules: failed over, since the first of
 * them was, or on the way back, since the last of them is.
 */
export function mergeAutomation(
  all: readonly (Automation | undefined)[],
): Automation | undefined {
  const sorted = present(all).sort((a, b) => a.since - b.since);
  return sorted.find(({ state }) => state === 'failed-over') ?? sorted.at(-1);
}

function present<T>(values: readonly (T | undefined)[]): T[] {
  return values.filter(value => value !== undefined);
}
