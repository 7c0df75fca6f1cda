import type { TargetCounts } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { evaluateSafetyRules, gainingSites, type SafetyFacts } from './safety';

const targets = (healthy: number, total = 3): TargetCounts => ({
  healthy,
  total,
  reasons: {},
});

const good: SafetyFacts = {
  from: { 'on-prem': 40, aws: 60 },
  to: { 'on-prem': 0, aws: 100 },
  targets: { 'on-prem': targets(2), aws: targets(3) },
  requestedBy: 'user:default/owner',
  entityRef: 'component:default/cart',
  taggedEntityRef: 'component:default/cart',
};

const failures = (changes: Partial<SafetyFacts>) =>
  evaluateSafetyRules({ ...good, ...changes }).filter(({ passed }) => !passed);

const failed = (changes: Partial<SafetyFacts>) =>
  failures(changes).map(({ id }) => id);

describe('the safety rules', () => {
  it('all pass when all is well, and say what they were decided on', () => {
    const results = evaluateSafetyRules(good);
    expect(results.every(({ passed }) => passed)).toBe(true);
    expect(results.every(({ explanation }) => /\S/.test(explanation))).toBe(
      true,
    );
    expect(
      results.find(({ id }) => id === 'gaining-site-healthy')!.explanation,
    ).toBe('Gains traffic: aws has 3 of 3 targets healthy.');
  });

  it('give a remedy with every failure', () => {
    const all = failures({
      to: { 'on-prem': 0, aws: 0 },
      taggedEntityRef: undefined,
      hold: { by: 'user:default/x', until: '2999-01-01T00:00:00.000Z' },
      activeShift: { state: 'running' } as SafetyFacts['activeShift'],
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
    expect(failed({ targets: { ...good.targets, aws: targets(1) } })).toEqual(
      [],
    );
    expect(failed({ targets: { ...good.targets, aws: targets(0) } })).toEqual([
      'gaining-site-healthy',
      'never-dark',
    ]);
  });

  it('let traffic leave a site that is down, also in part', () => {
    const down = { 'on-prem': targets(0), aws: targets(3) };
    expect(failed({ targets: down })).toEqual([]);
    expect(failed({ targets: down, to: { 'on-prem': 10, aws: 90 } })).toEqual(
      [],
    );
    expect(failed({ targets: down, to: { 'on-prem': 50, aws: 50 } })).toEqual([
      'gaining-site-healthy',
    ]);
  });

  it('never turn both sites off', () => {
    expect(failed({ to: { 'on-prem': 0, aws: 0 } })).toContain('never-dark');
  });

  it('refuse the tag of another entity', () => {
    expect(failed({ taggedEntityRef: 'component:default/other' })).toEqual([
      'owner-matches',
    ]);
  });

  it('let the holder of a service shift it', () => {
    const hold = {
      by: 'user:default/owner',
      until: '2999-01-01T00:00:00.000Z',
    };
    expect(failed({ hold })).toEqual([]);
    expect(failed({ hold: { ...hold, by: 'user:default/x' } })).toEqual([
      'not-held',
    ]);
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
