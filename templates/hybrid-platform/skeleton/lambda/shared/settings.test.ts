import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readPlatform, readSeconds } from './settings';

describe('settings', () => {
  it('are read from the environment', () => {
    assert.equal(readPlatform({ HYBRID_PLATFORM: 'shop' }), 'shop');
    assert.equal(
      readSeconds({ HOLD_DOWN_SECONDS: '300' }, 'HOLD_DOWN_SECONDS'),
      300_000,
    );
  });

  it('say which variable is missing', () => {
    assert.throws(() => readPlatform({}), /HYBRID_PLATFORM is not set/);
  });

  for (const value of [undefined, '', '0', '-5', 'soon', 'Infinity']) {
    it(`refuse ${JSON.stringify(value)} seconds`, () => {
      assert.throws(
        () => readSeconds({ HOLD_DOWN_SECONDS: value }, 'HOLD_DOWN_SECONDS'),
        /HOLD_DOWN_SECONDS is .*: it must be a number of seconds above 0/,
      );
    });
  }
});
