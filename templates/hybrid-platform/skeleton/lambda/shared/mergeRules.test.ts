import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mergeCases } from '../testing/cases/mergeRules';
import { mergeAutomation, mergeHolds } from './mergeRules';
import { parseAutomation, parseHold } from './tags';

const iso = (ms: number) => new Date(ms).toISOString();

describe('the rules of a service', () => {
  for (const { why, rules, hold, automation } of mergeCases) {
    it(`together: ${why}`, () => {
      for (const each of [rules, [...rules].reverse()]) {
        const held = mergeHolds(each.map(tags => parseHold(tags.hold)));
        const moved = mergeAutomation(
          each.map(tags => parseAutomation(tags.automation)),
        );
        assert.deepEqual(held && { ...held, until: iso(held.until) }, hold);
        assert.deepEqual(
          moved && { ...moved, since: iso(moved.since) },
          automation,
        );
      }
    });
  }
});
