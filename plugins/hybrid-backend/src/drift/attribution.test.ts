import type { RuleChange } from '../aws/cloudTrail';
import { attribute, nextLookUp } from './attribution';

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

  it('is nobody for a change of other target groups, or without any change', () => {
    const other = { 'on-prem': 'arn:x', aws: 'arn:y' };
    expect(
      attribute([change('12:00', [90, 10])], actual, other),
    ).toBeUndefined();
    expect(attribute([], actual, groups)).toBeUndefined();
  });
});

describe('CloudTrail', () => {
  it('is asked again for about an hour, ever more seldom, and then no more', () => {
    let now = 0;
    const times: number[] = [];
    for (let asked = 0; ; asked += 1) {
      const next = nextLookUp(asked, new Date(now));
      if (next === undefined) break;
      times.push((next - now) / 60_000);
      now = next;
    }
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(now / 60_000).toBeGreaterThanOrEqual(60);
    expect(now / 60_000).toBeLessThan(75);
  });
});
