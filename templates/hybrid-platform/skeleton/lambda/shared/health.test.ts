import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { targetsCases } from '../testing/cases/targets';
import { countTargets, describe as inWords, isDown, stateOf } from './health';

describe('the targets of a site', () => {
  for (const each of targetsCases) {
    const { why, targets, serves } = each;
    it(`serve: ${serves}, for ${why}`, () => {
      const counts = countTargets(targets.map(stateOf));
      const { healthy, total, unknown, leftOut } = counts;
      assert.deepEqual(
        {
          healthy,
          total,
          unknown,
          leftOut: Object.values(leftOut).reduce((sum, n) => sum + n, 0),
        },
        {
          healthy: each.healthy,
          total: each.total,
          unknown: each.unknown,
          leftOut: each.leftOut,
        },
      );
      assert.equal(isDown(counts), serves === 'no');
      assert.equal(healthy > 0, serves === 'yes');
    });
  }

  for (const [states, words] of [
    [['healthy', 'unhealthy'], '1 of 2 targets healthy'],
    [[], 'no target is registered'],
    [['initial'], '0 of 1 targets healthy, 1 not known'],
    [
      ['healthy', 'draining', 'draining', 'zonal_shift_active'],
      '1 of 1 targets healthy, 2 draining, 1 in a zone that was shifted away',
    ],
    [['unused'], 'no target can take requests: 1 unused'],
  ] as const) {
    it(`are told of as "${words}"`, () => {
      assert.equal(inWords(countTargets(states)), words);
    });
  }
});
