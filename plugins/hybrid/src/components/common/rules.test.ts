import { aRule, aShiftSummary } from '../../__testUtils__/fixtures';
import { groupRules, isDiverged, ruleName, ruleNameOf } from './rules';

const ALL_AWS = { 'on-prem': 0, aws: 100 };

describe('the rules of a service', () => {
  it('are told apart by what they do', () => {
    const [https, http, other] = [
      aRule('HTTPS:443'),
      aRule('HTTP:80', { weights: ALL_AWS }),
      aRule('HTTP:8080'),
    ];
    expect(
      groupRules([https, http, other]).map(({ rules, shares }) => [
        rules.map(({ listener }) => listener),
        shares,
      ]),
    ).toEqual([
      [['HTTPS:443', 'HTTP:8080'], { 'on-prem': 40, aws: 60, elsewhere: 0 }],
      [['HTTP:80'], { 'on-prem': 0, aws: 100, elsewhere: 0 }],
    ]);
    expect(groupRules(undefined)).toEqual([]);
  });

  it('are told apart where the same weights leave them different shares', () => {
    const rules = [
      aRule('HTTPS:443', { weights: ALL_AWS, elsewhereShare: 50 }),
      aRule('HTTP:80', { weights: ALL_AWS }),
    ];
    expect(groupRules(rules).map(({ shares }) => shares)).toEqual([
      { 'on-prem': 0, aws: 50, elsewhere: 50 },
      { 'on-prem': 0, aws: 100, elsewhere: 0 },
    ]);
  });

  it('have the names that people know, and an id only where these are the same', () => {
    const https = aRule('HTTPS:443');
    const twin = { ...https, arn: `${https.arn}-2` };
    const internal = { ...https, arn: 'x/9', loadBalancer: 'internal' };
    expect(ruleName(https, [https, internal])).toBe('shop HTTPS:443');
    expect(ruleName(https, [https, twin])).toBe(
      'shop HTTPS:443 (https443-cart)',
    );
    const { listener: _, ...unlisted } = https;
    expect(ruleName(unlisted, [unlisted])).toBe('shop');
  });

  it('are found by their ARNs, and named by these where they are not known', () => {
    const https = aRule('HTTPS:443');
    expect(ruleNameOf(https.arn, [https])).toBe('shop HTTPS:443');
    expect(ruleNameOf(https.arn)).toBe('shop (https443-cart)');
    expect(ruleNameOf('no ARN')).toBe('no ARN');
  });

  it('are not called diverged while a shift moves one after the other', () => {
    expect(isDiverged({ diverged: true })).toBe(true);
    expect(isDiverged({ diverged: true, activeShift: aShiftSummary() })).toBe(
      false,
    );
    expect(isDiverged({})).toBe(false);
  });
});
