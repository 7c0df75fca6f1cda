import {
  FINAL_SHIFT_STATES,
  SHIFT_STATES,
  type ShiftState,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { canBecome, isFinal, statesBefore } from './states';

describe('the state machine of a shift', () => {
  it('leads from planned to every end', () => {
    const reached = new Set<ShiftState>(['planned']);
    for (const from of reached) {
      for (const to of SHIFT_STATES) {
        if (canBecome(from, to)) reached.add(to);
      }
    }
    expect([...reached]).toEqual(
      expect.arrayContaining([...FINAL_SHIFT_STATES]),
    );
  });

  it('never leaves an end', () => {
    for (const from of FINAL_SHIFT_STATES) {
      for (const to of SHIFT_STATES) {
        expect(canBecome(from, to)).toBe(false);
      }
    }
  });

  it('succeeds only after verifying', () => {
    expect(statesBefore('succeeded')).toEqual(['verifying']);
  });

  it('can fail and be aborted from wherever it is under way', () => {
    const underWay = SHIFT_STATES.filter(state => !isFinal(state));
    expect(statesBefore('failed')).toEqual(underWay);
    expect(statesBefore('aborted')).toEqual(underWay);
  });
});
