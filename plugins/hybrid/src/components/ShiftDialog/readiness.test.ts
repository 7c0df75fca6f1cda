import { aForbiddenPlan, aPlan } from '../../__testUtils__/fixtures';
import { notReady } from './readiness';

const ready = {
  hasTarget: true,
  plan: aPlan(),
  reason: 'Disk failure',
  isSending: false,
};

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
});
