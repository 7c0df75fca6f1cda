import { readAlarmRule } from './alarmRule';
import type { AlarmState } from './alarms';

const STATES: Record<string, AlarmState> = {
  down: 'ALARM',
  up: 'OK',
  silent: 'INSUFFICIENT_DATA',
};
const holds = (rule: string) =>
  readAlarmRule(rule).holds(alarm => STATES[alarm]);

describe('the rule of a composite alarm', () => {
  it.each([
    ['ALARM("down")', true],
    ['ALARM(down)', true],
    ['ALARM("up")', false],
    ['OK("up") AND INSUFFICIENT_DATA("silent")', true],
    ['(ALARM("down") AND ALARM("up"))', false],
    ['ALARM("down") OR ALARM("up")', true],
    ['NOT ALARM("down") OR OK("up")', true],
    ['NOT (ALARM("down") OR OK("up"))', false],
    ['TRUE OR TRUE AND FALSE', true],
    ['(TRUE OR TRUE) AND FALSE', false],
  ])('%s is %s', (rule, expected) => expect(holds(rule)).toBe(expected));

  it('finds an alarm that is not there in no state', () => {
    expect(holds('ALARM("gone") OR OK("gone")')).toBe(false);
  });

  it('tells which alarms it watches', () => {
    expect(
      readAlarmRule('ALARM("a b") AND NOT (OK(c) OR FALSE)').children,
    ).toEqual(['a b', 'c']);
  });

  it.each(['', 'ALARM', 'ALARM("a"', 'ALARM("a") OK("b")', 'PANIC("a")', '"'])(
    'is not %j',
    rule => expect(() => readAlarmRule(rule)).toThrow('alarm rule'),
  );
});
