import type { RuleChange } from './cloudTrail';
import { attribute } from './attribution';

const groups = { 'on-prem': 'arn:on-prem', aws: 'arn:aws' };
const actual = { 'on-prem': 90, aws: 10 };

const change = (
  at: string,
  [onPrem, aws]: [number, number],
  principal = 'mina',
): RuleChange => ({
  ruleArn: 'arn:rule',
  at: `2026-11-22T${at}:00.000Z`,
  principal,
  requestId: `request-${at}`,
  weights: new Map([
    ['arn:on-prem', onPrem],
    ['arn:aws', aws],
  ]),
});

describe('whom a drift is attributed to', () => {
  it('is who made the newest change, when it set what is there', () => {
    const changes = [
      change('11:00', [90, 10], 'jonas'),
      change('12:00', [90, 10]),
      change('10:00', [1, 1]),
    ];
    expect(attribute(changes, actual, groups)).toEqual({
      principal: 'mina',
      at: '2026-11-22T12:00:00.000Z',
      awsRequestId: 'request-12:00',
    });
  });

  it('is nobody yet, when the newest change set something else', () => {
    const changes = [change('12:00', [40, 60]), change('11:00', [90, 10])];
    expect(attribute(changes, actual, groups)).toBeUndefined();
    const half = [change('12:00', [90, 60])];
    expect(attribute(half, actual, groups)).toBeUndefined();
  });

  it('is nobody who set the same weights before they were others', () => {
    const old = [change('10:00', [90, 10])];
    const after = (time: string) =>
      attribute(old, actual, groups, `2026-11-22T${time}Z`);
    expect(after('10:00:01.000')).toBeUndefined();
    expect(after('10:00:00.900')?.principal).toBe('mina');
    expect(after('09:59:59.900')?.principal).toBe('mina');
  });

  it('is who left a group off the rule, which then has no traffic', () => {
    const alone: RuleChange = {
      ...change('12:00', [0, 0]),
      weights: new Map([['arn:on-prem', 1]]),
    };
    const at = (onPrem: number, aws: number) =>
      attribute([alone], { 'on-prem': onPrem, aws }, groups)?.principal;
    expect(at(1, 0)).toBe('mina');
    expect(at(1, 1)).toBeUndefined();
    expect(at(0, 0)).toBeUndefined();
  });

  it('is nobody for a change of other target groups, or without any change', () => {
    const other = { 'on-prem': 'arn:x', aws: 'arn:y' };
    expect(
      attribute([change('12:00', [90, 10])], actual, other),
    ).toBeUndefined();
    expect(
      attribute([change('12:00', [90, 10])], { 'on-prem': 0, aws: 0 }, other),
    ).toBeUndefined();
    expect(attribute([], actual, groups)).toBeUndefined();
  });
});
