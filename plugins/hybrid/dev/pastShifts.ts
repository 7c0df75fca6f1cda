import type {
  Shift,
  ShiftKind,
  ShiftState,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import {
  aPlan,
  aProblem,
  aShiftSummary,
  events,
} from '../src/__testUtils__/fixtures';

const reasons = [
  'Disk failure in the on-prem rack',
  'On-prem is back',
  'Canary of the new checkout on AWS',
  'Monthly exercise',
];
const kinds: ShiftKind[] = ['failover', 'reset', 'custom', 'drill'];
const states: ShiftState[] = [
  'succeeded',
  'succeeded',
  'rolled-back',
  'succeeded',
  'aborted',
];
const people = ['user:default/mina', 'user:default/sora', 'user:default/jun'];

/** Made-up shifts of the past, newest first, some hours between each. */
export function pastShifts(entityRef: string, count: number): Shift[] {
  return Array.from({ length: count }, (_, index): Shift => {
    const kind = kinds[index % kinds.length];
    const state = states[index % states.length];
    const start = Date.now() - (index * 5.5 + 0.4) * 3_600_000;
    const to =
      kind === 'reset'
        ? { 'on-prem': 40, aws: 60 }
        : { 'on-prem': 0, aws: 100 };
    const from =
      kind === 'reset'
        ? { 'on-prem': 0, aws: 100 }
        : { 'on-prem': 40, aws: 60 };
    const summary = aShiftSummary({
      id: `past-${entityRef.split('/')[1]}-${count - index}`,
      entityRef,
      kind,
      state,
      from,
      to,
      reason: reasons[index % reasons.length],
      requestedBy: people[index % people.length],
      createdAt: new Date(start).toISOString(),
      endedAt: new Date(start + 6_000).toISOString(),
      ...(state === 'succeeded' && { recoveryTimeSeconds: 4.6 }),
      ...(kind === 'drill' && { returnTimeSeconds: 3.9 }),
      ...(index % 6 === 2 && { forced: ['replication-caught-up'] }),
      ...(index % 7 === 4 && { evacuationId: 'evac-2026-03' }),
      ...(index % 5 === 3 && {
        approval: {
          until: new Date(start + 600_000).toISOString(),
          by: 'user:default/sora',
          decision: 'approved',
          at: new Date(start + 1_000).toISOString(),
        },
      }),
      ...(state === 'rolled-back' && {
        problem: aProblem('health-gate-failed', {
          message: 'aws answered 12 % with errors during the bake.',
          remedy: 'Look at the errors of aws, then plan again.',
        }),
      }),
    });
    return {
      ...summary,
      plan: aPlan({ kind, from, to }),
      events: events(
        start,
        'requested',
        'plan-evaluated',
        'rule-read',
        'weights-written',
        'weights-confirmed',
        state === 'succeeded' ? 'verified' : 'verification-failed',
        state as 'succeeded' | 'rolled-back' | 'aborted',
      ),
    };
  });
}
