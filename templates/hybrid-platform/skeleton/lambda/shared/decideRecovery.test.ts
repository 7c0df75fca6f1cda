import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decideRecovery, type RecoverySituation } from './decideRecovery';
import { countTargets } from './health';
import type { Weights } from './sites';

const now = Date.parse('2026-01-01T12:00:00Z');
const down = countTargets(['unhealthy']);
const up = countTargets(['healthy']);
const HOLD_DOWN = 300_000;

/** Of a service with one rule. */
type Situation = Omit<RecoverySituation, 'rules'> & { weights: Weights };

/** Everything is as it must be for a reset. */
const due: Situation = {
  health: { 'on-prem': up, aws: up },
  weights: { 'on-prem': 0, aws: 100 },
  defaults: { 'on-prem': 40, aws: 60 },
  automation: { state: 'recovering', since: now - HOLD_DOWN },
  now,
  holdDownMs: HOLD_DOWN,
};
const decide = (change: Partial<Situation> = {}) => {
  const { weights, ...situation } = { ...due, ...change };
  const { automation } = situation;
  return decideRecovery({ ...situation, rules: [{ weights, automation }] });
};
const onPremDown = { health: { 'on-prem': down, aws: up } };
const moved = (state: 'failed-over' | 'recovering', age: number) => ({
  automation: { state, since: now - age } as const,
});

describe('the way back', () => {
  it('stays failed over while on-prem is down', () => {
    const decision = decide({ ...moved('failed-over', 1e6), ...onPremDown });
    assert.equal(decision.action, 'none');
  });

  it('begins when on-prem has a healthy target again, however long ago it failed', () => {
    const decision = decide(moved('failed-over', 1e6));
    assert.deepEqual(
      [decision.action, 'state' in decision && decision.state],
      ['tag', 'recovering'],
    );
  });

  it('waits for the hold-down, to the second', () => {
    const decision = decide(moved('recovering', HOLD_DOWN - 1));
    assert.equal(decision.action, 'none');
    assert.match(decision.because, /another 1 s/);
  });

  it('ends at the default weights after the hold-down', () => {
    assert.deepEqual(decide(), {
      action: 'reset',
      to: { 'on-prem': 40, aws: 60 },
      because: 'on-prem has been healthy for 300 s',
    });
  });

  it('waits from now on where the tag has a time to come', () => {
    const future = moved('recovering', -365 * 86_400_000);
    const decision = decide(future);
    assert.deepEqual(
      [decision.action, 'state' in decision && decision.state],
      ['tag', 'recovering'],
    );
    assert.match(decision.because, /still to come/);
    assert.equal(decide(moved('recovering', -1_000)).action, 'none');
  });

  it('starts from the beginning when on-prem is down again in between', () => {
    const decision = decide(onPremDown);
    assert.deepEqual(
      [decision.action, 'state' in decision && decision.state],
      ['tag', 'failed-over'],
    );
  });

  it('takes targets that are only registered as not healthy yet', () => {
    const health = { 'on-prem': countTargets(['initial']), aws: up };
    assert.equal(decide({ health }).action, 'tag');
  });

  it('does not reset while held', () => {
    const hold = { until: now + 1000, by: 'user:default/mia' };
    assert.match(decide({ hold }).because, /held by user:default\/mia/);
    assert.equal(decide({ hold }).action, 'none');
    assert.equal(decide({ hold: { ...hold, until: now } }).action, 'reset');
  });

  it('does not give a weight to a site without a healthy target', () => {
    const decision = decide({ health: { 'on-prem': up, aws: down } });
    assert.equal(decision.action, 'none');
    assert.match(decision.because, /aws cannot take its default weight/);
  });

  it('asks nothing of a site whose default weight is 0', () => {
    const defaults = { 'on-prem': 100, aws: 0 };
    const decision = decide({ health: { 'on-prem': up, aws: down }, defaults });
    assert.equal(decision.action, 'reset');
  });

  it('does not guess default weights', () => {
    const decision = decide({ defaults: undefined });
    assert.ok(decision.action === 'none' && decision.alert);
  });
});

describe('an alert', () => {
  const hold = { until: now + 1, by: 'user:default/mia' };
  for (const [name, change, alert] of [
    ['without default weights to return to', { defaults: undefined }, true],
    [
      'when a site cannot take its default weight',
      { health: { 'on-prem': up, aws: down } },
      true,
    ],
    [
      'when on-prem is on no rule, where nobody would see it come back',
      {
        ...moved('failed-over', 1e6),
        health: { 'on-prem': countTargets(['unused', 'unused']), aws: up },
      },
      true,
    ],
    [
      'never for a site that is still down',
      { ...moved('failed-over', 1e6), ...onPremDown },
      false,
    ],
    ['never for the hold-down', moved('recovering', 0), false],
    ['never for a hold, which somebody wanted', { hold }, false],
    [
      'never for what automation did not move',
      { automation: undefined },
      false,
    ],
  ] as const) {
    it(`is raised ${name}`, () => {
      const decision = decide(change);
      assert.equal(decision.action === 'none' && decision.alert, alert);
    });
  }
});

describe('what automation may undo', () => {
  it('is nothing that it did not do', () => {
    assert.equal(decide({ automation: undefined }).action, 'none');
  });

  for (const weights of [
    { 'on-prem': 10, aws: 90 },
    { 'on-prem': 0, aws: 60 },
    { 'on-prem': 40, aws: 60 },
  ]) {
    it(`is not ${JSON.stringify(weights)}, which somebody set after it`, () => {
      assert.equal(decide({ weights }).action, 'untag');
      assert.equal(decide({ weights, ...onPremDown }).action, 'untag');
    });
  }

  it('stays tagged while the failover that tagged it may still be writing', () => {
    const weights = { 'on-prem': 40, aws: 60 };
    const young = decide({ weights, ...moved('failed-over', 59_999) });
    const old = decide({ weights, ...moved('failed-over', 60_000) });
    assert.deepEqual([young.action, old.action], ['none', 'untag']);
    const future = decide({ weights, ...moved('failed-over', -1e9) });
    assert.equal(future.action, 'untag');
  });

  it('is not what somebody set just after the recovery began', () => {
    const weights = { 'on-prem': 40, aws: 60 };
    const decision = decide({ weights, ...moved('recovering', 0) });
    assert.equal(decision.action, 'untag');
  });
});

describe('a service with several rules', () => {
  const FAILED_OVER = { 'on-prem': 0, aws: 100 };
  const DEFAULTS = { 'on-prem': 40, aws: 60 };
  const { weights: _, ...situation } = due;
  const automation = due.automation!;
  const decideFor = (...rules: RecoverySituation['rules']) =>
    decideRecovery({ ...situation, rules });

  it('comes back when all rules are failed over', () => {
    const rule = { weights: FAILED_OVER, automation };
    assert.equal(decideFor(rule, rule).action, 'reset');
  });

  it('is completed where a reset was stopped between two rules', () => {
    for (const done of [
      { weights: DEFAULTS, automation },
      { weights: DEFAULTS },
    ]) {
      const decision = decideFor(done, { weights: FAILED_OVER, automation });
      assert.equal(decision.action, 'reset');
    }
  });

  it('comes back whole where a failover moved one rule, and on-prem came up before the other', () => {
    const from = { 'on-prem': 90, aws: 10 };
    const history = [{ at: now - 1e6, by: 'increase-aws-traffic', from }];
    const moved = { weights: FAILED_OVER, automation, history };
    assert.equal(decideFor(moved, { weights: from }).action, 'reset');
  });

  it('is left to a person who changed one rule', () => {
    const decision = decideFor(
      { weights: { 'on-prem': 10, aws: 90 }, automation },
      { weights: FAILED_OVER, automation },
    );
    assert.equal(decision.action, 'untag');
  });

  it('waits while the failover that tagged one of them may still be writing', () => {
    const young = { state: 'failed-over', since: now - 59_000 } as const;
    const decision = decideFor(
      { weights: DEFAULTS, automation: young },
      { weights: FAILED_OVER, automation: { ...young, since: now - 1e6 } },
    );
    assert.deepEqual(
      [decision.action, decision.because],
      ['none', 'a failover is under way'],
    );
  });
});
