import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chooseWeights } from './chooseWeights';

const STEADY = { 'on-prem': 40, aws: 60 };
const FAILED_OVER = { 'on-prem': 0, aws: 100 };
const NEW = { 'on-prem': 20, aws: 80 };

describe('a deployment gives a rule', () => {
  it('the default weights when it is new', () => {
    assert.deepEqual(chooseWeights({ held: false, defaults: STEADY }), STEADY);
  });

  it('the weights that it has: a failover is not undone', () => {
    assert.deepEqual(
      chooseWeights({
        live: FAILED_OVER,
        held: false,
        defaults: STEADY,
        previousDefaults: STEADY,
      }),
      FAILED_OVER,
    );
  });

  it('the weights that it has while failed over, also with new default ones', () => {
    assert.deepEqual(
      chooseWeights({
        live: FAILED_OVER,
        held: false,
        defaults: NEW,
        previousDefaults: STEADY,
      }),
      FAILED_OVER,
    );
  });

  it('the new default weights when it has the old ones', () => {
    assert.deepEqual(
      chooseWeights({
        live: STEADY,
        held: false,
        defaults: NEW,
        previousDefaults: STEADY,
      }),
      NEW,
    );
  });

  it('the weights that it has while somebody holds it', () => {
    assert.deepEqual(
      chooseWeights({
        live: STEADY,
        held: true,
        defaults: NEW,
        previousDefaults: STEADY,
      }),
      STEADY,
    );
  });

  it('the weights that it has when nobody knows the old default ones', () => {
    assert.deepEqual(
      chooseWeights({ live: STEADY, held: false, defaults: NEW }),
      STEADY,
    );
  });
});
