import { aForbiddenPlan, aPlan, failingRule } from '../__testUtils__/fixtures';
import { changesNothing, forcedRules, notReady } from './readiness';

const ready = {
  hasTarget: true,
  plan: aPlan(),
  reason: 'Disk failure',
  isSending: false,
  mayForce: false,
  acknowledged: [],
};

const twoFailures = aForbiddenPlan({
  rules: [failingRule, { ...failingRule, id: 'cooldown' }],
});

describe('notReady', () => {
  it('is nothing when a plan is allowed and a reason is given', () => {
    expect(notReady(ready)).toBeUndefined();
    expect(notReady({ ...ready, reason: 'x'.repeat(1024) })).toBeUndefined();
  });

  it.each([
    ['no-target', { hasTarget: false, plan: undefined }],
    ['no-plan', { plan: undefined }],
    ['not-allowed', { plan: aForbiddenPlan() }],
    ['no-reason', { reason: ' \n ' }],
    ['reason-too-long', { reason: 'x'.repeat(1025) }],
    ['sending', { isSending: true }],
    ['unchanged', { plan: aPlan({ to: { 'on-prem': 40, aws: 60 } }) }],
  ])('says %s', (why, change) => {
    expect(notReady({ ...ready, ...change })).toBe(why);
  });

  it('wants every failed rule acknowledged by somebody who may force', () => {
    const forcing = { ...ready, plan: twoFailures, mayForce: true };
    expect(notReady(forcing)).toBe('not-acknowledged');
    expect(notReady({ ...forcing, acknowledged: ['cooldown'] })).toBe(
      'not-acknowledged',
    );
    expect(
      notReady({
        ...forcing,
        acknowledged: ['cooldown', 'gaining-site-healthy'],
      }),
    ).toBeUndefined();
  });

  it('takes no acknowledgement where nobody can force, or this person may not', () => {
    const acknowledged = ['gaining-site-healthy', 'cooldown'] as const;
    expect(notReady({ ...ready, plan: twoFailures, acknowledged })).toBe(
      'not-allowed',
    );
    expect(
      notReady({
        ...ready,
        plan: { ...twoFailures, forceable: false },
        acknowledged,
        mayForce: true,
      }),
    ).toBe('not-allowed');
  });
});

describe('forcedRules', () => {
  it('leaves out what was acknowledged but passes by now', () => {
    expect(forcedRules(aPlan(), ['gaining-site-healthy'])).toEqual([]);
    expect(
      forcedRules(aForbiddenPlan(), ['gaining-site-healthy', 'cooldown']),
    ).toEqual(['gaining-site-healthy']);
  });
});

describe('changesNothing', () => {
  it('is not so for steps that leave and come back', () => {
    const from = { 'on-prem': 40, aws: 60 };
    const there = { weights: { 'on-prem': 0, aws: 100 }, bakeSeconds: 60 };
    const back = { weights: from, bakeSeconds: 0 };
    expect(
      changesNothing(aPlan({ from, to: from, steps: [there, back] })),
    ).toBe(false);
    expect(changesNothing(aPlan({ from, to: from, steps: [back] }))).toBe(true);
  });
});
