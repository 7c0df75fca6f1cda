import type { KillCase } from '../KillCase';
import { BACK, BAKING, IN_STEPS } from './steps';

/** The gaining site falls ill while it proves itself. */
function gate(at: NonNullable<KillCase['at']>): KillCase {
  return {
    request: IN_STEPS,
    at,
    before: async act => {
      await act.until('baking@1');
      act.setHealthy('aws', 0);
    },
    expected: {
      state: 'rolled-back',
      problem: 'health-gate-failed',
      writes: [80, 60],
      history: [...BAKING, 'gate-failed@1', ...BACK],
      takenOver: at !== 'rolled-back',
    },
  };
}

export const failedGates: KillCase[] = [
  'baking@1',
  'gate-failed@1',
  'rule-read',
  'accepted',
  'weights-written',
  'weights-confirmed',
  'rolled-back',
  { call: 'ModifyRule', nth: 2, effect: 'before' } as const,
  { call: 'ModifyRule', nth: 2, effect: 'after' } as const,
  { call: 'RemoveTags', nth: 1, effect: 'before' } as const,
  { call: 'RemoveTags', nth: 1, effect: 'after' } as const,
].map(gate);
