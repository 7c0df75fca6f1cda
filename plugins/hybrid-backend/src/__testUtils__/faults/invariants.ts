import {
  sameWeights,
  type Shift,
  type ShiftState,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Scenario } from './scenarios';
import type { Suffered } from './suffer';

const FROM: Weights = { 'on-prem': 40, aws: 60 };
const HALF_WAY: Weights = { 'on-prem': 20, aws: 80 };
const TO: Weights = { 'on-prem': 0, aws: 100 };

/** The weights that a state says are there. */
const SAID: Partial<Record<ShiftState, Weights>> = {
  succeeded: TO,
  'rolled-back': FROM,
};

const A_MINUTE = 60_000;

/**
 * What must hold whatever goes wrong, and does not: the weights are the old or the new ones,
 * never dark; the history is complete; the shift ends in a state that tells the truth; and
 * its service is free again.
 */
export function brokenInvariants(
  suffered: Suffered,
  scenario: Scenario,
): string[] {
  const { accepted, shift } = suffered;
  if (accepted.status !== 202) return [`refused: ${JSON.stringify(accepted)}`];
  return [
    ...suffered.seen.flatMap(weights => wrongWeights(weights, scenario)),
    ...lies(suffered, scenario),
    ...gaps(shift),
    ...suffered.active.map(({ id }) => `shift ${id} is still under way`),
    ...remains(suffered, scenario),
  ];
}

function wrongWeights(weights: Weights, { elsewhere }: Scenario): string[] {
  const known = [FROM, HALF_WAY, TO, ...(elsewhere ? [elsewhere] : [])];
  if (weights['on-prem'] + weights.aws === 0) return ['nobody is served'];
  return known.some(one => sameWeights(one, weights))
    ? []
    : [`nobody asked for ${JSON.stringify(weights)}`];
}

function lies({ shift, actual }: Suffered, scenario: Scenario): string[] {
  const { state, problem } = shift;
  const found: string[] = [];
  if (!scenario.ends.includes(state)) {
    found.push(`ended as ${state}: ${JSON.stringify(problem)}`);
  }
  if (state !== 'succeeded' && !(problem?.message && problem.remedy)) {
    found.push(`ended as ${state} without a problem and its remedy`);
  }
  if (actual.length === 0) {
    if (!scenario.isGone) found.push('the rule is gone');
    return found;
  }
  const said = SAID[state];
  const odd = said && actual.find(weights => !sameWeights(said, weights));
  if (odd && !scenario.isGone) {
    found.push(`says ${state}, but has ${JSON.stringify(odd)}`);
  }
  if (actual.some(one => sameWeights(one, TO)) && !knowsOf(shift, TO)) {
    found.push('has the new weights, and its history does not know');
  }
  return found;
}

/** Whether the history tells that the rule got the weights. */
function knowsOf({ events }: Shift, weights: Weights): boolean {
  return events.some(
    event =>
      ['weights-written', 'weights-confirmed', 'rule-read'].includes(
        event.type,
      ) &&
      event.weights !== undefined &&
      sameWeights(event.weights, weights),
  );
}

function gaps({ events, state, createdAt }: Shift): string[] {
  const found: string[] = [];
  if (events.some(({ sequence }, index) => sequence !== index + 1)) {
    found.push('the events are not numbered without a gap');
  }
  if (events[0].type !== 'requested') found.push('the beginning is missing');
  if (events[events.length - 1].type !== state)
    found.push('the end is missing');
  for (const at of [createdAt, ...events.map(event => event.at)]) {
    if (Math.abs(Date.parse(at) - Date.now()) > A_MINUTE) {
      found.push(`${at} is not when it was`);
    }
  }
  return found;
}

/** A hold that the shift left on the rule; when AWS was gone, it expires by itself. */
function remains(
  { shift, hold, actual }: Suffered,
  { isGone }: Scenario,
): string[] {
  const wasAwsGone = shift.problem?.code.startsWith('aws-');
  if (!hold || actual.length === 0 || isGone || wasAwsGone) return [];
  return [`the hold '${hold}' is still there`];
}
