import { FAULT_KINDS } from './decide/faults';
import type { Course } from './Soak';

/** What a soak must have done at least in each minute. */
const LEAST_ACTIONS = 200;

/** How a soak went, in lines for people. */
export function report(course: Course, rerun: string): string[] {
  const { seconds, decisions, watch, found, seed } = course;
  const actions = decisions.flatMap(d => ('action' in d ? d.action.do : []));
  const faults = decisions.flatMap(d => ('begins' in d ? d.begins.kind : []));
  const shifts = [...watch.histories.values()];
  const takenOver = shifts.filter(({ events }) =>
    events.some(({ type }) => type === 'taken-over'),
  );
  const lines = [
    `Seed ${seed}, ${Math.round(seconds)} s`,
    `actions   ${actions.length}: ${tally(actions)}`,
    `faults    ${faults.length}: ${tally(faults)}`,
    `shifts    ${shifts.length}: ${tally(shifts.map(({ state }) => state))}; ${
      takenOver.length
    } taken over`,
    `problems  ${tally(shifts.flatMap(({ problem }) => problem?.code ?? []))}`,
    `answers   ${watch.answers.length}: ${tally(
      watch.answers.map(({ status }) => String(status)),
    )}`,
  ];
  if (!found) return [...lines, 'Every invariant held.'];
  return [
    ...lines,
    '',
    `Broken at step ${found.step}: ${found.invariant}`,
    `  expected  ${found.expected}`,
    `  seen      ${found.seen}`,
    `Again: ${rerun}`,
  ];
}

/** What a soak did not do that it should have. */
export function shortcomings({ decisions }: Course, minutes: number): string[] {
  const actions = decisions.filter(d => 'action' in d);
  const kinds = new Set(
    decisions.flatMap(d => ('begins' in d ? d.begins.kind : [])),
  );
  return [
    ...(actions.length < LEAST_ACTIONS * minutes
      ? [`${actions.length} actions, of at least ${LEAST_ACTIONS * minutes}`]
      : []),
    ...FAULT_KINDS.filter(kind => minutes >= 1 && !kinds.has(kind)).map(
      kind => `no fault “${kind}”`,
    ),
  ];
}

function tally(list: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const each of list) counts.set(each, (counts.get(each) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([what, count]) => `${what} ${count}`)
    .join(', ');
}
