import {
  HYBRID_TAGS,
  sameWeights,
  type Shift,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { TestPlatform } from '@hybrid-platform/sandbox/testing';
import { historyOf } from './historyOf';
import { pointOf, type KillCase } from './KillCase';

/** A case that was played to its end. */
export interface Played {
  kill: KillCase;
  shift: Shift;
  /** The AWS weights that AWS was asked for. */
  writes: number[];
  wasDark: boolean;
}

/** What must hold after a kill, and does not: each said with the case's point. */
export function brokenByKill(played: Played, platform: TestPlatform): string[] {
  const { kill, shift, writes, wasDark } = played;
  const { expected } = kill;
  const found: string[] = [];
  const differs = (what: string, is: unknown, wanted: unknown) => {
    const [a, b] = [JSON.stringify(is), JSON.stringify(wanted)];
    if (a !== b) found.push(`${what} ${a} in place of ${b}`);
  };
  differs('ends as', shift.state, expected.state);
  differs('has the problem', shift.problem?.code, expected.problem);
  differs('wrote', writes, expected.writes);
  if (wasDark) found.push('was dark');
  if (expected.history) differs('tells', historyOf(shift), expected.history);
  found.push(...wrongHistory(shift));
  const takeovers = shift.events.filter(({ type }) => type === 'taken-over');
  if (expected.takenOver !== 'perhaps') {
    differs('taken over', takeovers.length, Number(expected.takenOver ?? true));
  }
  const actual = platform.weights(shift.service);
  const said = saidWeights(shift);
  if (said && !sameWeights(said, actual)) differs('has', actual, said);
  differs(
    'holds',
    platform.ruleTag(shift.service, HYBRID_TAGS.hold),
    undefined,
  );
  differs(
    'leaves to automation',
    platform.ruleTag(shift.service, HYBRID_TAGS.automation),
    shift.state === 'rolled-back' ? kill.automation : undefined,
  );
  return found.map(what => `${shift.service} at ${pointOf(kill)}: ${what}`);
}

/** Gaps, a missing end, and transitions that happened twice. */
function wrongHistory(shift: Shift): string[] {
  const { events, state } = shift;
  const found: string[] = [];
  if (events.some(({ sequence }, index) => sequence !== index + 1)) {
    found.push('its events are not numbered without a gap');
  }
  if (events[0].type !== 'requested') found.push('has no beginning');
  if (events[events.length - 1].type !== state) found.push('has no end');
  const done = historyOf(shift).filter(name => !name.startsWith('rule-read'));
  const twice = done.filter((name, index) => done.indexOf(name) !== index);
  return twice.length > 0 ? [...found, `did twice ${twice.join(', ')}`] : found;
}

/** The weights that the record says are there. */
function saidWeights({ state, from, to, events }: Shift) {
  if (state === 'succeeded') return to;
  if (state === 'rolled-back') return from;
  return state === 'aborted' ? events.at(-1)!.weights ?? from : undefined;
}
