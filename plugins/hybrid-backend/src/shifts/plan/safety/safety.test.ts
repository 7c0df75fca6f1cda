import type { SafetyRuleId } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { GOOD, targets } from '../../../__testUtils__/safetyFacts';
import { evaluateSafetyRules, gainingSites, type SafetyFacts } from './index';

const failures = (changes: Partial<SafetyFacts>) =>
  evaluateSafetyRules({ ...GOOD, ...changes }).filter(({ passed }) => !passed);

const failed = (changes: Partial<SafetyFacts>) =>
  failures(changes).map(({ id }) => id);

const HELD = { by: 'user:default/x', until: '2999-01-01T00:00:00.000Z' };

describe('the safety rules', () => {
  it('all pass when all is well, and say what they were decided on', () => {
    const results = evaluateSafetyRules(GOOD);
    expect(results.map(({ id }) => id)).toEqual([
      'owner-matches',
      'no-active-shift',
      'not-held',
      'gaining-site-healthy',
      'never-dark',
      'replication-caught-up',
      'cooldown',
    ]);
    expect(results.every(({ passed }) => passed)).toBe(true);
    expect(results.every(({ explanation }) => /\S/.test(explanation))).toBe(
      true,
    );
    expect(results.every(result => !('remedy' in result))).toBe(true);
    expect(
      results.find(({ id }) => id === 'gaining-site-healthy')!.explanation,
    ).toBe('Gains traffic: aws has 3 of 3 targets healthy.');
  });

  it('give a remedy with every failure', () => {
    const all = failures({
      steps: [{ 'on-prem': 0, aws: 0 }],
      taggedEntityRef: undefined,
      hold: HELD,
      activeShift: {
        requestedBy: 'user:default/x',
        createdAt: '2026-11-22T09:59:00.000Z',
        state: 'running',
      },
    });
    expect(all.map(({ id }) => id)).toEqual([
      'owner-matches',
      'no-active-shift',
      'not-held',
      'never-dark',
    ]);
    expect(all.every(({ remedy }) => /\S/.test(remedy!))).toBe(true);
  });

  it('need one healthy target where traffic goes', () => {
    const down = { 'on-prem': targets(2), aws: targets(0) };
    expect(failed({ targets: down })).toEqual([
      'gaining-site-healthy',
      'never-dark',
    ]);
    expect(
      failed({ targets: down, steps: [{ 'on-prem': 20, aws: 80 }] }),
    ).toEqual(['gaining-site-healthy']);
  });

  it('let traffic leave a site that is down, also in part', () => {
    const down = { 'on-prem': targets(0), aws: targets(3) };
    expect(failed({ targets: down })).toEqual([]);
    expect(
      failed({ targets: down, steps: [{ 'on-prem': 10, aws: 90 }] }),
    ).toEqual([]);
    expect(
      failed({ targets: down, steps: [{ 'on-prem': 50, aws: 50 }] }),
    ).toEqual(['gaining-site-healthy']);
  });

  it('look at every step, not only at the last', () => {
    const down = { 'on-prem': targets(0), aws: targets(3) };
    const detour = [
      { 'on-prem': 100, aws: 0 },
      { 'on-prem': 0, aws: 100 },
    ];
    expect(failed({ targets: down, steps: detour })).toEqual([
      'gaining-site-healthy',
      'never-dark',
    ]);
  });

  it('compare each step with the one before, not with the beginning', () => {
    // From 40 to 0 and back to 20: less than at first, and more than just before.
    const down = { 'on-prem': targets(0), aws: targets(3) };
    const backAgain = [
      { 'on-prem': 0, aws: 100 },
      { 'on-prem': 20, aws: 80 },
    ];
    expect(failed({ targets: down, steps: backAgain })).toEqual([
      'gaining-site-healthy',
    ]);
  });

  it('never let one of several steps turn both sites off', () => {
    const off = [
      { 'on-prem': 0, aws: 0 },
      { 'on-prem': 0, aws: 100 },
    ];
    expect(failures({ steps: off })).toEqual([
      expect.objectContaining({ id: 'never-dark', forceable: false }),
    ]);
  });

  it('name the sites that serve afterwards, with their targets', () => {
    const explanationOf = (changes: Partial<SafetyFacts>) =>
      evaluateSafetyRules({ ...GOOD, ...changes }).find(
        ({ id }) => id === 'never-dark',
      )!.explanation;
    expect(explanationOf({ steps: [{ 'on-prem': 20, aws: 80 }] })).toBe(
      'Serves after the shift: on-prem has 2 of 3 targets healthy; aws has 3 of 3 targets healthy.',
    );
  });

  it('find nobody who gains traffic when the shares stay as they are', () => {
    const gaining = evaluateSafetyRules({
      ...GOOD,
      steps: [{ 'on-prem': 4, aws: 6 }],
      targets: { 'on-prem': targets(0), aws: targets(3) },
    }).find(({ id }) => id === 'gaining-site-healthy')!;
    expect(gaining).toMatchObject({
      passed: true,
      explanation: 'No site gains traffic.',
    });
  });

  it('say how many seconds of writes are at risk, and only where some are', () => {
    const lagging = evaluateSafetyRules({
      ...GOOD,
      replication: {
        maxLagSeconds: 30,
        replications: [
          {
            id: 'shop',
            state: 'running',
            receivingSite: 'aws',
            lagSeconds: 12,
            fullLoadProgressPercent: 100,
          },
        ],
      },
    });
    expect(
      lagging.find(({ id }) => id === 'replication-caught-up'),
    ).toMatchObject({ passed: true, writesAtRiskSeconds: 12 });
    for (const rule of evaluateSafetyRules(GOOD)) {
      expect(rule).not.toHaveProperty('writesAtRiskSeconds');
    }
  });

  it('refuse the tag of another entity', () => {
    expect(failed({ taggedEntityRef: 'component:default/other' })).toEqual([
      'owner-matches',
    ]);
  });

  it('let the holder of a service shift it, and nobody else', () => {
    const hold = { ...HELD, by: 'user:default/owner' };
    expect(failed({ hold })).toEqual([]);
    expect(failed({ hold: HELD })).toEqual(['not-held']);
    expect(failed({ hold, requestedBy: undefined })).toEqual(['not-held']);
  });

  it('say what another shift is doing', () => {
    const [failure] = failures({
      activeShift: {
        requestedBy: 'user:default/x',
        createdAt: '2026-11-22T09:59:00.000Z',
        state: 'verifying',
      },
    });
    expect(failure.explanation).toContain('that is verifying');
    expect(failure.remedy).toContain('Wait until it has ended');
  });

  it('say that a shift waits for its approval, which a person can do something about', () => {
    const [failure] = failures({
      activeShift: {
        requestedBy: 'user:default/x',
        createdAt: '2026-11-22T09:59:00.000Z',
        state: 'awaiting-approval',
      },
    });
    expect(failure.id).toBe('no-active-shift');
    expect(failure.explanation).toContain('waits for its approval');
    expect(failure.remedy).toContain('Approve, reject or abort');
  });
});

describe('a forced rule', () => {
  const forced = (
    changes: Partial<SafetyFacts>,
    force: Parameters<typeof evaluateSafetyRules>[1],
  ) =>
    evaluateSafetyRules({ ...GOOD, ...changes }, force)
      .filter(rule => rule.forced)
      .map(({ id }) => id);

  it('is marked when it failed, and only then', () => {
    expect(forced({ hold: HELD }, ['not-held', 'never-dark'])).toEqual([
      'not-held',
    ]);
    expect(forced({}, ['not-held'])).toEqual([]);
  });

  it('is never one that keeps the database and the entity right', () => {
    expect(
      forced({ taggedEntityRef: undefined }, [
        'owner-matches',
        'no-active-shift',
      ]),
    ).toEqual([]);
  });

  it('turns all traffic to a site that is down, but never both sites off', () => {
    const down = { 'on-prem': targets(2), aws: targets(0) };
    expect(
      forced({ targets: down }, ['gaining-site-healthy', 'never-dark']),
    ).toEqual(['gaining-site-healthy', 'never-dark']);
    const off = { steps: [{ 'on-prem': 0, aws: 0 }] };
    expect(forced(off, ['never-dark'])).toEqual([]);
    expect(failures(off)[0]).toMatchObject({
      id: 'never-dark',
      forceable: false,
    });
  });
});

describe('gainingSites', () => {
  it('looks at shares, not at weights', () => {
    const gaining = (a: number, b: number, c: number, d: number) =>
      gainingSites({ 'on-prem': a, aws: b }, { 'on-prem': c, aws: d });
    expect(gaining(40, 60, 4, 6)).toEqual([]);
    expect(gaining(40, 60, 40, 600)).toEqual(['aws']);
    expect(gaining(0, 100, 40, 60)).toEqual(['on-prem']);
    expect(gaining(0, 0, 1, 1)).toEqual(['on-prem', 'aws']);
  });
});

describe('a site whose targets nobody knows', () => {
  const unknown = { targets: { 'on-prem': targets(2) } };
  const ruleOf = (changes: Partial<SafetyFacts>, id: SafetyRuleId) =>
    evaluateSafetyRules({ ...GOOD, ...changes }).find(rule => rule.id === id)!;

  it.each(['gaining-site-healthy', 'never-dark'] as const)(
    'does not pass %s, which can be forced',
    id => {
      expect(ruleOf(unknown, id)).toMatchObject({
        passed: false,
        forceable: true,
        explanation: expect.stringContaining(
          'whether aws has a healthy target is not known',
        ),
      });
    },
  );

  it('serves for no more than what others do', () => {
    const partly = { ...unknown, steps: [{ 'on-prem': 20, aws: 80 }] };
    expect(ruleOf(partly, 'gaining-site-healthy').passed).toBe(false);
    expect(ruleOf(partly, 'never-dark').passed).toBe(true);
  });

  it.each([
    [true, 'aws has a healthy target, as the alarm aws-down tells'],
    [false, 'aws has no healthy target, as the alarm aws-down tells'],
  ])('is judged by its alarm: %s', (healthy, explanation) => {
    const rule = ruleOf(
      { ...unknown, byAlarm: { aws: { name: 'aws-down', healthy } } },
      'gaining-site-healthy',
    );
    expect(rule.passed).toBe(healthy);
    expect(rule.explanation).toContain(explanation);
    expect(rule.explanation).not.toContain('not known');
  });

  it('is not one that has no targets', () => {
    const none = { 'on-prem': targets(2), aws: targets(0, 0) };
    expect(
      ruleOf({ targets: none }, 'gaining-site-healthy').explanation,
    ).toContain('aws has 0 of 0 targets healthy');
  });
});
