import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decideFailover, type FailoverSituation } from './decideFailover';
import { countTargets } from './health';
import type { Weights } from './sites';

const now = Date.parse('2026-01-01T12:00:00Z');
const down = countTargets(['unhealthy', 'unhealthy']);
const up = countTargets(['healthy', 'unhealthy']);

/** Of a service with one rule. */
type Situation = Omit<FailoverSituation, 'rules'> & { weights: Weights };

const onPremDown: Situation = {
  health: { 'on-prem': down, aws: up },
  weights: { 'on-prem': 40, aws: 60 },
  now,
};
const decide = (change: Partial<Situation> = {}) => {
  const { weights, ...situation } = { ...onPremDown, ...change };
  return decideFailover({ ...situation, rules: [{ weights }] });
};

describe('the decision to fail over', () => {
  it('moves all traffic to aws when no on-prem target is healthy', () => {
    assert.deepEqual(decide(), {
      action: 'move',
      to: { 'on-prem': 0, aws: 100 },
      because: 'on-prem is down: 0 of 2 targets healthy',
    });
  });

  for (const [name, states, action] of [
    ['one healthy target is enough to stay', ['healthy', 'unhealthy'], 'none'],
    ['a site without any target is down', [], 'move'],
    [
      'draining and unused targets do not serve',
      ['draining', 'unused'],
      'move',
    ],
    [
      'targets that are all new say nothing yet',
      ['initial', 'initial'],
      'none',
    ],
    [
      'targets on their way out say nothing beside new ones, as in a deployment',
      ['draining', 'draining', 'initial', 'initial'],
      'none',
    ],
    [
      'nobody knows of targets without health checks',
      ['unavailable', 'unavailable'],
      'none',
    ],
    [
      'a new target beside a dead one does not save the site',
      ['initial', 'unhealthy'],
      'move',
    ],
  ] as const) {
    it(name, () => {
      const health = { 'on-prem': countTargets(states), aws: up };
      assert.equal(decide({ health }).action, action);
    });
  }

  for (const [name, change, final, alert] of [
    [
      'on-prem is up: its health says when to look again, and nobody need know',
      { health: { 'on-prem': up, aws: up } },
      true,
      false,
    ],
    [
      'on-prem gets no traffic already: there is nothing left to do',
      { weights: { 'on-prem': 0, aws: 100 } },
      true,
      false,
    ],
    [
      'somebody holds the service: it looks again, and tells of the outage',
      { hold: { until: now + 1, by: 'user:default/mia' } },
      false,
      true,
    ],
    [
      'aws is down as well: it looks again, and tells of the outage',
      { health: { 'on-prem': down, aws: down } },
      false,
      true,
    ],
  ] as const) {
    it(`stays when ${name}`, () => {
      const decision = decide(change);
      assert.deepEqual(decision, {
        action: 'none',
        because: decision.because,
        final,
        alert,
      });
    });
  }

  it('never moves traffic to a site without a healthy target, and looks again', () => {
    const decision = decide({ health: { 'on-prem': down, aws: down } });
    assert.equal(decision.action, 'none');
    assert.ok(decision.action === 'none' && !decision.final && decision.alert);
    assert.match(decision.because, /aws cannot take the traffic/);
  });

  it('obeys a hold until it expires, and not after', () => {
    const by = 'user:default/mia';
    const held = decide({ hold: { until: now + 1, by } });
    assert.equal(held.action, 'none');
    assert.ok(held.action === 'none' && !held.final);
    assert.match(
      held.because,
      /held by user:default\/mia until 2026-01-01T12:00:00.001Z/,
    );
    assert.equal(decide({ hold: { until: now, by } }).action, 'move');
  });

  it('does nothing, and tags nothing, where a person already took on-prem to 0', () => {
    const weights = { 'on-prem': 0, aws: 60 };
    const decision = decide({ weights });
    assert.equal(decision.action, 'none');
    assert.ok(decision.action === 'none' && decision.final);
  });

  it('does nothing a second time', () => {
    const weights = { 'on-prem': 0, aws: 100 };
    const automation = { state: 'failed-over', since: now } as const;
    assert.equal(decide({ weights, automation }).action, 'none');
  });

  it('takes a recovering rule back to failed-over when on-prem goes down again', () => {
    const weights = { 'on-prem': 0, aws: 100 };
    const automation = { state: 'recovering', since: now } as const;
    assert.equal(decide({ weights, automation }).action, 'tag');
  });

  it('moves the traffic again when somebody gave it back to a site that is still down', () => {
    const automation = { state: 'failed-over', since: now - 600_000 } as const;
    assert.equal(decide({ automation }).action, 'move');
  });

  it('moves a service of which one rule has traffic on-prem yet', () => {
    const { weights: _, ...situation } = onPremDown;
    const rules = [
      { weights: { 'on-prem': 0, aws: 100 } },
      { weights: { 'on-prem': 40, aws: 60 } },
    ];
    const automation = { state: 'failed-over', since: now } as const;
    const decision = decideFailover({ ...situation, rules, automation });
    assert.equal(decision.action, 'move');
  });
});
