import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  describe as line,
  unexpectedChanges,
  type LiveService,
} from '../scripts/weights-report';

const cart = (
  onPrem: number,
  aws: number,
  defaults = [40, 60],
): LiveService => ({
  service: 'cart',
  weights: { 'on-prem': onPrem, aws },
  defaults: { 'on-prem': defaults[0], aws: defaults[1] },
});

describe('the report of the weights', () => {
  it('says what is not as configured, and whose doing it is', () => {
    assert.match(line(cart(40, 60)), /^cart +on-prem 40, aws 60 +default$/);
    assert.match(
      line({
        ...cart(0, 100),
        automation: 'failed-over',
        heldBy: 'user:default/kim',
      }),
      /on-prem 0, aws 100 +default is on-prem 40, aws 60, moved by automation \(failed-over\), held by user:default\/kim/,
    );
    assert.match(
      line({ ...cart(40, 60), unreadableHold: 'forever' }),
      /NOT held, for nobody can read when it ends: 'forever'/,
    );
  });
});

describe('after a deployment', () => {
  it('a failover that is still there is nothing to tell of', () => {
    assert.deepEqual(unexpectedChanges([cart(0, 100)], [cart(0, 100)]), []);
  });

  it('a failover that is gone is told of', () => {
    assert.deepEqual(unexpectedChanges([cart(0, 100)], [cart(40, 60)]), [
      '  cart: was on-prem 0, aws 100, is on-prem 40, aws 60',
    ]);
  });

  it('new default weights are no surprise', () => {
    assert.deepEqual(
      unexpectedChanges([cart(40, 60)], [cart(20, 80, [20, 80])]),
      [],
    );
  });

  it('a failover in the meantime is told of', () => {
    assert.equal(unexpectedChanges([cart(40, 60)], [cart(0, 100)]).length, 1);
  });

  it('new services are no surprise', () => {
    assert.deepEqual(unexpectedChanges([], [cart(40, 60)]), []);
  });
});
