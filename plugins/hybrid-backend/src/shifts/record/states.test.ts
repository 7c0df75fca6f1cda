import { FINAL_SHIFT_STATES } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { ACTIVE_SHIFT_STATES, canBecome, statesBefore } from './states';

describe('the state machine of a shift', () => {
  it('leads from planned to every end', () => {
    const reached = new Set(['planned']);
    for (const from of reached) {
      for (const to of [...ACTIVE_SHIFT_STATES, ...FINAL_SHIFT_STATES]) {
        if (canBecome(from as (typeof ACTIVE_SHIFT_STATES)[0], to)) {
          reached.add(to);
        }
      }
    }
    expect([...reached]).toEqual(
      expect.arrayContaining([...FINAL_SHIFT_STATES]),
    );
  });

  it('never leaves an end', () => {
    for (const from of FINAL_SHIFT_STATES) {
      for (const to of [...ACTIVE_SHIFT_STATES, ...FINAL_SHIFT_STATES]) {
        expect(canBecome(from, to)).toBe(false);
      }
    }
  });

  it('succeeds only after verifying', () => {
    expect(statesBefore('succeeded')).toEqual(['verifying']);
  });

  it('can fail and be aborted from wherever it is under way', () => {
    expect(statesBefore('failed')).toEqual(ACTIVE_SHIFT_STATES);
    expect(statesBefore('aborted')).toEqual(ACTIVE_SHIFT_STATES);
  });
});
