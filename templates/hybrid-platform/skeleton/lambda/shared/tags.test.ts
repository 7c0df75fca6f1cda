import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  automationCases,
  defaultWeightsCases,
  holdCases,
  serviceCases,
  siteCases,
} from '../testing/cases/tags';
import {
  formatAutomation,
  isHeld,
  parseAutomation,
  parseDefaultWeights,
  parseHold,
  parseService,
  parseSite,
  unreadableHold,
} from './tags';

const at = Date.parse('2026-01-01T12:00:00.000Z');
const iso = (ms: number) => new Date(ms).toISOString();

describe('the automation tag', () => {
  for (const state of ['failed-over', 'recovering'] as const) {
    it(`reads ${state} as it was written`, () => {
      const automation = { state, since: at };
      assert.equal(formatAutomation(automation), `${state} ${iso(at)}`);
      assert.deepEqual(
        parseAutomation(formatAutomation(automation)),
        automation,
      );
    });
  }

  for (const { why, text, automation } of automationCases) {
    it(`says ${automation?.state ?? 'nothing'} with ${JSON.stringify(
      text,
    )}: ${why}`, () => {
      const read = parseAutomation(text);
      assert.deepEqual(read && { ...read, since: iso(read.since) }, automation);
    });
  }
});

describe('a hold', () => {
  for (const { why, text, hold, unreadable } of holdCases) {
    it(`is ${hold ? `by ${hold.by}` : 'none'} with ${JSON.stringify(
      text,
    )}: ${why}`, () => {
      const read = parseHold(text);
      assert.deepEqual(read && { ...read, until: iso(read.until) }, hold);
      assert.equal(unreadableHold(text), unreadable && text?.trim());
    });
  }

  it('binds until it ends, and not a moment longer', () => {
    const hold = parseHold(`${iso(at)} user:default/mia`);
    assert.deepEqual([isHeld(hold, at - 1), isHeld(hold, at)], [true, false]);
    assert.equal(isHeld(undefined, at), false);
  });
});

describe('the default weights', () => {
  for (const { why, onPrem, aws, weights } of defaultWeightsCases) {
    it(`are ${weights ? 'known' : 'not known'}: ${why}`, () => {
      assert.deepEqual(
        parseDefaultWeights({ 'on-prem': onPrem, aws }),
        weights,
      );
    });
  }
});

describe('a name in a tag', () => {
  for (const { why, text, site } of siteCases) {
    it(`is ${site ?? 'no site'} with ${JSON.stringify(text)}: ${why}`, () => {
      assert.equal(parseSite(text), site);
    });
  }
  for (const { why, text, service } of serviceCases) {
    it(`is ${service ?? 'no service'} with ${JSON.stringify(
      text,
    )}: ${why}`, () => {
      assert.equal(parseService(text), service);
    });
  }
});
