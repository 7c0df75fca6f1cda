import {
  FINAL_SHIFT_STATES,
  sameWeights,
  type Shift,
  type ShiftEvent,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Truth, Write } from '../observe/types';
import { broken, type Broken } from './Broken';
import { inWords, isByProduct, writesOf } from './writes';

const INVARIANT = 'history true and complete';

/** Events that say which weights the rule has, or got. */
const READS: ShiftEvent['type'][] = [
  'rule-read',
  'weights-written',
  'weights-confirmed',
];

/** What is read is told after that, by so long at most. */
const READ_MS = 2_500;

const ENDS: readonly string[] = FINAL_SHIFT_STATES;

/** What the history of a shift that has ended says wrongly, or leaves out. */
export function untrueHistory(
  shift: Shift,
  writes: readonly Write[],
  truth: Truth,
): Broken[] {
  const say = (expected: string, seen: string) =>
    broken(INVARIANT, `${expected} in shift ${shift.id}`, seen);
  return [
    ...wrongForm(shift).map(([expected, seen]) => say(expected, seen)),
    ...wrongWrites(shift, writes).map(([expected, seen]) =>
      say(expected, seen),
    ),
    ...wrongEnd(shift, writes, truth).map(([expected, seen]) =>
      say(expected, seen),
    ),
  ];
}

type Difference = [expected: string, seen: string];

/** One beginning, one end, and nothing missing in between. */
function wrongForm({ events, state, endedAt, problem }: Shift): Difference[] {
  const found: Difference[] = [];
  const types = events.map(({ type }) => type);
  if (events.some(({ sequence }, index) => sequence !== index + 1)) {
    found.push([
      'events numbered without a gap',
      events.map(({ sequence }) => sequence).join(', '),
    ]);
  }
  if (types.indexOf('requested') !== 0 || count(types, 'requested') > 1) {
    found.push(['one “requested”, at the beginning', types.join(', ')]);
  }
  const ends = types.filter(type => ENDS.includes(type));
  if (ends.length !== 1 || types[types.length - 1] !== state) {
    found.push([`one end, “${state}”, at the end`, types.join(', ')]);
  }
  if (!endedAt) found.push(['a time at which it ended', 'none']);
  if (state === 'failed' && !(problem?.message && problem.remedy)) {
    found.push(['a problem and its remedy', JSON.stringify(problem)]);
  }
  return found;
}

/** What AWS did is in the history, and what the history says that AWS did, it did. */
function wrongWrites(shift: Shift, writes: readonly Write[]): Difference[] {
  const own = writesOf(shift, writes);
  const unknown = own.filter(write => !knows(shift, write.after));
  // What AWS did not answer to may have been carried out, and the shift says that it failed.
  const mayNotKnow =
    shift.state === 'failed' &&
    /^(aws-|interrupted)/.test(shift.problem?.code ?? '');
  const invented = shift.events.filter(
    ({ type, awsRequestId, weights }) =>
      type === 'weights-written' &&
      awsRequestId !== undefined &&
      !own.some(
        write =>
          write.requestId === awsRequestId &&
          weights &&
          sameWeights(write.after, weights),
      ),
  );
  return [
    ...(mayNotKnow ? [] : unknown).map(
      ({ after, by, requestId }): Difference => [
        `the weights ${inWords(after)} that ${by} wrote (${requestId})`,
        describe(shift.events),
      ],
    ),
    ...invented.map(
      ({ weights, awsRequestId }): Difference => [
        `only writes that AWS carried out`,
        `${weights && inWords(weights)} by ${awsRequestId}`,
      ],
    ),
  ];
}

/** What is said of the end was so when it was said. */
function wrongEnd(
  shift: Shift,
  writes: readonly Write[],
  truth: Truth,
): Difference[] {
  const { events, service, state, problem } = shift;
  const end = events[events.length - 1];
  const until = Date.parse(end.at);
  const last = events
    .slice(0, -1)
    .filter(({ type }) => READS.includes(type) || type === 'verified')
    .at(-1);
  const from = Date.parse(last?.at ?? shift.createdAt) - READ_MS;
  const said = saidBy(shift) ?? end.weights;
  const found: Difference[] = [];
  if (said) {
    const were = truth.weights(service, from, until);
    if (!were.some(rules => rules.every(each => sameWeights(each, said)))) {
      found.push([
        `the weights ${inWords(said)} when it ended as ${state}`,
        were.map(rules => rules.map(inWords).join('+')).join(', '),
      ]);
    }
  }
  if (problem?.code === 'rule-changed') {
    const since = Date.parse(shift.plan.evaluatedAt) - READ_MS;
    const others = writes.filter(
      write =>
        write.service === service &&
        write.at >= since &&
        write.at <= until &&
        !isByProduct(write),
    );
    if (others.length === 0) {
      found.push([
        'somebody else who changed the rule, whom it blames',
        'nobody else did',
      ]);
    }
  }
  return found;
}

/** The weights that a state says are there. */
function saidBy(shift: Shift): Weights | undefined {
  const { state, kind, from, to } = shift;
  // Each rule has its own again.
  if (shift.plan.fromRules && state !== 'succeeded') return undefined;
  if (state === 'rolled-back') return from;
  if (state !== 'succeeded') return undefined;
  return kind === 'drill' ? from : to;
}

/** Where rules had different weights before, the way back has them once for all. */
function knows(shift: Shift, weights: Weights): boolean {
  if (shift.plan.fromRules) return true;
  return shift.events.some(
    event =>
      event.type === 'weights-written' &&
      event.weights &&
      sameWeights(event.weights, weights),
  );
}

function count<T>(list: T[], what: T): number {
  return list.filter(each => each === what).length;
}

function describe(events: ShiftEvent[]): string {
  return events
    .map(({ type, weights }) =>
      weights ? `${type} ${inWords(weights)}` : type,
    )
    .join(', ');
}
