import { stuckShifts, troubledMs } from './stuck';
import { after, BEGAN, shift } from './testCases';

const active = shift({ state: 'running', endedAt: undefined });

describe('a shift that does not end', () => {
  it('is stuck after its time', () => {
    expect(stuckShifts([active], BEGAN + 45_000, [])).toEqual([]);
    expect(stuckShifts([active], BEGAN + 45_001, [])).toMatchObject([
      { seen: 'running after 45.001 s' },
    ]);
  });

  it('has more time with bakes and drills', () => {
    const plan = {
      ...active.plan,
      steps: [{ ...active.plan.steps[0], bakeSeconds: 2 }],
      durationSeconds: 60,
    };
    const drill = { ...active, plan };
    expect(stuckShifts([drill], BEGAN + 107_000, [])).toEqual([]);
    expect(stuckShifts([drill], BEGAN + 107_001, [])).toHaveLength(1);
  });

  it('has the time of troubles on top', () => {
    const troubles = [{ from: BEGAN + 1_000, until: BEGAN + 11_000 }];
    expect(stuckShifts([active], BEGAN + 55_000, troubles)).toEqual([]);
    expect(stuckShifts([active], BEGAN + 55_001, troubles)).toHaveLength(1);
    expect(after(0)).toBe(active.createdAt);
  });
});

describe('the time of troubles', () => {
  it.each([
    [[], 0],
    [[{ from: 0, until: 5 }], 0],
    [[{ from: 5, until: 15 }], 5],
    [[{ from: 12, until: 15 }], 3],
    [[{ from: 12 }], 8],
    [
      [
        { from: 14, until: 16 },
        { from: 12, until: 15 },
      ],
      4,
    ],
    [
      [
        { from: 11, until: 19 },
        { from: 12, until: 15 },
      ],
      8,
    ],
  ])('of %j between 10 and 20 is %i', (troubles, expected) => {
    expect(troubledMs(10, 20, troubles)).toBe(expected);
  });
});
