import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formatAutomation, isHeld, parseHold, parseAutomation } from './tags';

const time = '2026-01-01T12:00:00.000Z';
const at = Date.parse(time);

describe('the automation tag', () => {
  for (const state of ['failed-over', 'recovering'] as const) {
    it(`reads ${state} as it was written`, () => {
      const automation = { state, since: at };
      assert.equal(formatAutomation(automation), `${state} ${time}`);
      assert.deepEqual(
        parseAutomation(formatAutomation(automation)),
        automation,
      );
    });
  }

  for (const value of [
    undefined,
    '',
    'failed-over',
    `gone ${time}`,
    'recovering soon',
  ]) {
    it(`is none when the tag is ${JSON.stringify(value)}`, () => {
      assert.equal(parseAutomation(value), undefined);
    });
  }
});

describe('a hold', () => {
  it('says until when and by whom', () => {
    const hold = parseHold(`${time} user:default/mia`);
    assert.deepEqual(hold, { until: at, by: 'user:default/mia' });
    assert.deepEqual([isHeld(hold, at - 1), isHeld(hold, at)], [true, false]);
  });

  it('does not bind when nobody can read when it ends', () => {
    for (const value of [undefined, '', 'forever user:default/mia']) {
      assert.equal(isHeld(parseHold(value), at), false);
    }
  });
});
