import { startedFromOldPlan } from './plans';
import { always, BEGAN, shift } from './testCases';

const started = { step: 1, plan: shift().plan, shift: shift(), sentAt: BEGAN };

describe('a start from a plan', () => {
  it('may be accepted while the rule is as the plan found it', () => {
    expect(startedFromOldPlan(started, always({ aws: 60 }))).toEqual([]);
  });

  it('may be accepted when the rule has moved the way that was asked for', () => {
    expect(startedFromOldPlan(started, always({ aws: 100 }))).toEqual([]);
    expect(startedFromOldPlan(started, always({ aws: 80 }))).toEqual([]);
  });

  it('is refused when the world has moved otherwise', () => {
    expect(startedFromOldPlan(started, always({ aws: 20 }))).toMatchObject([
      { invariant: 'no start from an old plan' },
    ]);
  });
});
