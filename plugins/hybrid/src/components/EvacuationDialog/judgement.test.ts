import { failingRule } from '../../__testUtils__/fixtures';
import { anEvacuationPlan, aPlanItem } from '../../__testUtils__/fleet';
import {
  confirms,
  countJudgements,
  estimatedSeconds,
  forceableRules,
  judge,
  notReadyToPlan,
  notReadyToStart,
} from './judgement';

const held = { ...failingRule, id: 'not-held' as const, title: 'Not held' };
const lagging = {
  ...failingRule,
  id: 'replication-caught-up' as const,
  writesAtRiskSeconds: 40,
};
const owned = {
  ...failingRule,
  id: 'owner-matches' as const,
  forceable: false,
};

const plan = anEvacuationPlan([
  aPlanItem('cart'),
  aPlanItem('order'),
  aPlanItem('payment', { verdict: 'refused', failed: [held] }),
  aPlanItem('search', { verdict: 'refused', failed: [held, lagging] }),
  aPlanItem('stock', { verdict: 'refused', failed: [held, owned] }),
  aPlanItem('review', { verdict: 'not-permitted' }),
]);

describe('the judgement of a service', () => {
  it('is moved by force only when every failed rule is overridden', () => {
    const search = plan.items[3];
    expect(judge(search, [])).toBe('refused');
    expect(judge(search, ['not-held'])).toBe('refused');
    expect(judge(search, ['not-held', 'replication-caught-up'])).toBe('forced');
  });

  it('is never moved by force past a rule that nobody can override', () => {
    expect(judge(plan.items[4], ['not-held', 'owner-matches'])).toBe('refused');
  });

  it('counts with the overridden rules', () => {
    expect(countJudgements(plan, ['not-held'])).toEqual({
      shift: 2,
      forced: 1,
      refused: 2,
      'not-permitted': 1,
      'nothing-to-do': 0,
    });
  });
});

describe('the rules that can be overridden', () => {
  it('leaves out a service that stays whatever is overridden', () => {
    expect(
      forceableRules(plan).map(({ rule, services }) => [rule.id, services]),
    ).toEqual([
      ['not-held', 2],
      ['replication-caught-up', 1],
    ]);
  });

  it('says the most that a service may lose', () => {
    const worse = anEvacuationPlan([
      aPlanItem('a', { verdict: 'refused', failed: [lagging] }),
      aPlanItem('b', {
        verdict: 'refused',
        failed: [{ ...lagging, writesAtRiskSeconds: 90 }],
      }),
    ]);
    expect(forceableRules(worse)[0].writesAtRiskSeconds).toBe(90);
  });

  it.each([0, 1])('does not say it where it is not known of all (%d)', last => {
    const unknown = { ...lagging, writesAtRiskSeconds: undefined };
    const rules = last ? [lagging, unknown] : [unknown, lagging];
    const partly = anEvacuationPlan(
      rules.map((rule, index) =>
        aPlanItem(`s${index}`, { verdict: 'refused', failed: [rule] }),
      ),
    );
    expect(forceableRules(partly)[0]).toMatchObject({
      services: 2,
      writesAtRiskSeconds: undefined,
    });
  });
});

describe('the estimate', () => {
  it('grows with what is moved by force', () => {
    expect(estimatedSeconds(plan, countJudgements(plan, []))).toBe(90);
    expect(estimatedSeconds(plan, countJudgements(plan, ['not-held']))).toBe(
      135,
    );
  });

  it('says nothing where nothing is moved without force', () => {
    const none = anEvacuationPlan([]);
    expect(estimatedSeconds(none, countJudgements(none, []))).toBeUndefined();
  });
});

describe('what is still missing', () => {
  it.each([
    [{ hasSite: false, reason: 'x' }, 'no-site'],
    [{ hasSite: true, reason: '  ' }, 'no-reason'],
    [{ hasSite: true, reason: 'x'.repeat(1_025) }, 'reason-too-long'],
    [{ hasSite: true, reason: 'x' }, undefined],
  ])('before the plan: %j is %s', (state, why) => {
    expect(notReadyToPlan(state)).toBe(why);
  });

  it('before the start: a plan that moves something, and the confirmation', () => {
    const counts = countJudgements(plan, []);
    const all = { plan, counts, isConfirmed: true, isSending: false };
    expect(notReadyToStart(all)).toBeUndefined();
    expect(notReadyToStart({ ...all, isConfirmed: false })).toBe(
      'not-confirmed',
    );
    expect(notReadyToStart({ ...all, plan: undefined })).toBe('no-plan');
    expect(notReadyToStart({ ...all, isSending: true })).toBe('sending');
    expect(notReadyToStart({ ...all, counts: { ...counts, shift: 0 } })).toBe(
      'nothing',
    );
  });

  it('is confirmed by the name, not by a part of it', () => {
    expect(confirms(' on-prem ', 'On-prem')).toBe(true);
    expect(confirms('on', 'On-prem')).toBe(false);
    expect(confirms('', 'On-prem')).toBe(false);
  });
});
