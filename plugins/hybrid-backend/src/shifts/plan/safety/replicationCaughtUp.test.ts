import type { Site } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { GOOD } from '../../../__testUtils__/safetyFacts';
import type { ReplicationFacts, SafetyFacts } from './facts';
import { replicationCaughtUp } from './replicationCaughtUp';

type Replication = ReplicationFacts['replications'][number];

const RUNNING: Replication = {
  id: 'shop',
  state: 'running',
  lagSeconds: 4,
  receivingSite: 'aws',
  fullLoadProgressPercent: 100,
};

const check = (
  replications: Partial<Replication>[],
  changes: Partial<SafetyFacts> = {},
  problem?: string,
) =>
  replicationCaughtUp.check({
    ...GOOD,
    replication: {
      replications: replications.map(each => ({ ...RUNNING, ...each })),
      maxLagSeconds: 30,
      problem,
    },
    ...changes,
  });

describe('traffic that moves to the site that receives the data', () => {
  it('may when the replication has caught up, and learns what may be missing', () => {
    expect(check([{}])).toEqual({
      passed: true,
      explanation:
        'shop trails by 4 s, and 30 s are allowed; what was written in that time may be missing.',
      writesAtRiskSeconds: 4,
    });
    expect(check([{ lagSeconds: 30 }]).passed).toBe(true);
  });

  it.each<[string, Partial<Replication>, RegExp, number | undefined]>([
    [
      'trails too far',
      { lagSeconds: 95.25 },
      /trails by 95.3 s, and at most 30 s.*last 95.3 s may be lost/,
      95.25,
    ],
    [
      'is stopped, whatever its last lag was',
      { state: 'stopped', lagSeconds: 1 },
      /shop is stopped.*is not known/,
      undefined,
    ],
    ['has failed', { state: 'failed' }, /shop is failed/, undefined],
    [
      'has not been measured',
      { lagSeconds: undefined },
      /no measurement of its lag.*is not known/,
      undefined,
    ],
    [
      'still loads its tables',
      { fullLoadProgressPercent: 40 },
      /has loaded 40 %/,
      4,
    ],
  ])(
    'may not when the replication %s',
    (_, replication, explanation, atRisk) => {
      const verdict = check([replication]);
      expect(verdict).toMatchObject({
        passed: false,
        explanation: expect.stringMatching(explanation),
        remedy: expect.stringMatching(/\S/),
      });
      expect(verdict.writesAtRiskSeconds).toBe(atRisk);
    },
  );

  it('is judged by the worst of several replications', () => {
    const verdict = check([{}, { id: 'orders', lagSeconds: 31 }]);
    expect(verdict.passed).toBe(false);
    expect(verdict.explanation).not.toContain('shop trails');
    expect(verdict.writesAtRiskSeconds).toBe(31);
    expect(
      check([{ lagSeconds: 99 }, { state: 'stopped' }]).writesAtRiskSeconds,
    ).toBeUndefined();
  });

  it('may not while nobody can look the replication up', () => {
    expect(check([], {}, 'AWS does not answer.')).toMatchObject({
      passed: false,
      explanation: expect.stringContaining('AWS does not answer.'),
    });
    expect(check([{}], {}, 'AWS does not answer.').passed).toBe(false);
  });
});

describe('traffic that moves elsewhere', () => {
  const stopped = { state: 'stopped', receivingSite: 'on-prem' as Site };

  it.each<[string, Partial<Replication>[], Partial<SafetyFacts>, RegExp]>([
    ['there is no replication', [], {}, /no replication/],
    ['the other site receives', [stopped], {}, /No site that gains/],
    [
      'nobody knows which site receives, which is said',
      [{ state: 'stopped', receivingSite: undefined }],
      {},
      /of shop is not known/,
    ],
    [
      'it leaves the receiving site',
      [{ state: 'stopped' }],
      { steps: [{ 'on-prem': 100, aws: 0 }] },
      /No site that gains/,
    ],
    [
      'no site gains any',
      [{ state: 'stopped' }],
      { steps: [{ 'on-prem': 4, aws: 6 }] },
      /No site gains/,
    ],
  ])('may when %s', (_, replications, changes, explanation) => {
    expect(check(replications, changes)).toEqual({
      passed: true,
      explanation: expect.stringMatching(explanation),
    });
  });

  it('may when the receiver was seen before, and is the other site', () => {
    expect(
      check([{ receivingSite: 'on-prem' }], {}, 'AWS does not answer.').passed,
    ).toBe(true);
  });

  it('is judged by every step', () => {
    const there = { 'on-prem': 0, aws: 100 };
    const back = { 'on-prem': 100, aws: 0 };
    expect(check([{ state: 'stopped' }], { steps: [there, back] }).passed).toBe(
      false,
    );
  });
});
