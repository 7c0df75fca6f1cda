import type {
  PlanBasis,
  Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { GOOD } from '../../../__testUtils__/safetyFacts';
import { evaluateSafetyRules } from './index';

const at = (aws: number): Weights => ({ 'on-prem': 100 - aws, aws });

/** Of a plan that was made at so much AWS, when it is now so much, and the steps come next. */
const verdict = (planned: PlanBasis, now: Weights, ...steps: Weights[]) =>
  evaluateSafetyRules({ ...GOOD, planned, from: now, steps }).find(
    ({ id }) => id === 'plan-is-current',
  );
const passes = (then: number, now: number, ...next: number[]) =>
  verdict({ from: at(then) }, at(now), ...next.map(at))!.passed;

describe('the plan is current', () => {
  it('is not asked of who does not say what they have read', () => {
    const rules = evaluateSafetyRules(GOOD).map(({ id }) => id);
    expect(rules).not.toContain('plan-is-current');
  });

  it.each<[string, number, number, number[]]>([
    ['as long as the weights are those of the plan', 60, 60, [70]],
    ['where they have moved towards what is asked for', 60, 65, [70]],
    ['where they are there already', 60, 100, [100]],
    ['on the way to the first of several steps', 20, 30, [40, 100]],
  ])('%s', (_, then, now, next) => {
    expect(passes(then, now, ...next)).toBe(true);
  });

  it.each<[string, number, number, number[]]>([
    ['beyond what is asked for, so that it would lead back', 60, 100, [70]],
    ['the other way', 60, 40, [70]],
    ['the other way, of a failover', 60, 0, [100]],
    ['beyond the first of several steps', 20, 60, [40, 100]],
  ])('no more where they have moved %s', (_, then, now, next) => {
    expect(passes(then, now, ...next)).toBe(false);
  });

  it('of a drill no more where they have moved at all, for it returns to where it began', () => {
    const drill = (now: number) =>
      evaluateSafetyRules({
        ...GOOD,
        kind: 'drill',
        planned: { from: at(60) },
        from: at(now),
        steps: [at(100)],
      }).find(({ id }) => id === 'plan-is-current')!.passed;
    expect([drill(60), drill(80)]).toEqual([true, false]);
  });

  it('from weights of 0 and 0 only where it leads, as there is no way from nowhere', () => {
    const passesTo = (now: number, next: number) =>
      verdict({ from: { 'on-prem': 0, aws: 0 } }, at(now), at(next))!.passed;
    expect([passesTo(100, 100), passesTo(0, 0)]).toEqual([true, true]);
    expect([passesTo(0, 100), passesTo(100, 0)]).toEqual([false, false]);
  });

  it('no more where the default weights have changed, to which a reset leads', () => {
    const found = evaluateSafetyRules({
      ...GOOD,
      kind: 'reset',
      planned: { from: at(100), to: at(60) },
      from: at(100),
      steps: [at(10)],
    }).find(({ id }) => id === 'plan-is-current');
    expect(found).toMatchObject({
      passed: false,
      explanation: expect.stringContaining('the default weights have changed'),
    });
  });

  it('no more where it was for other weights than those that are asked for, and says so', () => {
    const found = verdict({ from: at(60), to: at(80) }, at(60), at(70));
    expect(found).toMatchObject({
      passed: false,
      explanation:
        'The plan was for on-prem 20, aws 80, and the shift that is asked for ends at on-prem 30, aws 70.',
    });
  });

  it.each<[string, number | undefined, number | undefined, boolean]>([
    ['no more where a third target group has a share since', 0, 50, false],
    ['no more where the share of a third one has grown', 20, 50, false],
    ['where its share is what it was', 50, 50, true],
    ['where its share has gone', 50, undefined, true],
    ['where the caller does not say what it was', undefined, 50, true],
  ])('%s', (_, then, now, expected) => {
    const found = evaluateSafetyRules({
      ...GOOD,
      planned: {
        from: at(60),
        ...(then !== undefined && { elsewhereShare: then }),
      },
      from: at(60),
      steps: [at(100)],
      ...(now !== undefined && { elsewhereShare: now }),
    }).find(({ id }) => id === 'plan-is-current');
    expect(found!.passed).toBe(expected);
  });

  it('knows several starting points, where the rules of a service disagree', () => {
    const planned = {
      from: at(10),
      fromRules: [
        { rule: 'https', weights: at(60) },
        { rule: 'http', weights: at(10) },
      ],
    };
    expect(verdict(planned, at(60), at(100))!.passed).toBe(true);
    expect(verdict(planned, at(10), at(100))!.passed).toBe(true);
    expect(verdict(planned, at(0), at(100))!.passed).toBe(false);
  });

  it('cannot be overridden', () => {
    const [found] = evaluateSafetyRules(
      { ...GOOD, planned: { from: at(1) }, from: at(50), steps: [at(0)] },
      ['plan-is-current'],
    );
    expect(found).toMatchObject({ passed: false, forceable: false });
    expect(found.forced).toBeUndefined();
  });
});
