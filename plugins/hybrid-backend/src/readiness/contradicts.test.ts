import type {
  AlarmStatus,
  SafetyRuleId,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { contradicts } from './contradicts';
import type { ServiceReadiness } from './ReadinessStore';

const THEN = '2026-11-22T12:00:00.000Z';

const readiness = (...failed: SafetyRuleId[]): ServiceReadiness => {
  const site = {
    ready: failed.length === 0,
    failed: failed.map(id => ({
      id,
      title: id,
      passed: false,
      explanation: 'No.',
      forceable: true,
    })),
    checkedAt: THEN,
  };
  return { 'on-prem': site, aws: site };
};
const at = (seconds: number) =>
  new Date(Date.parse(THEN) + seconds * 1000).toISOString();
const after = (
  seconds: number,
  evaluated: SafetyRuleId[],
  cheap: SafetyRuleId[],
  alarm?: AlarmStatus['state'],
  tunnelAfter?: number,
) =>
  contradicts(
    readiness(...evaluated),
    readiness(...cheap),
    {
      toldByAlarm: alarm && {
        'on-prem': { name: 'down', healthy: alarm === 'OK' },
      },
      ...(tunnelAfter !== undefined && { tunnelsChangedAt: at(tunnelAfter) }),
    },
    new Date(at(seconds)),
  );

describe('an evaluation is contradicted', () => {
  it.each<[string, SafetyRuleId[], SafetyRuleId[]]>([
    ['a replication that fell behind', [], ['replication-caught-up']],
    ['a replication that has caught up', ['replication-caught-up'], []],
    ['a hold that began', [], ['not-held']],
    ['a hold that ended', ['not-held'], []],
  ])('at once by %s', (_, then, now) => {
    expect(after(1, then, now)).toBe(true);
  });

  it('by an alarm that rings for a site that was well, and by one that is over', () => {
    expect(after(61, [], [], 'ALARM')).toBe(true);
    expect(after(61, ['gaining-site-healthy'], [], 'OK')).toBe(true);
  });

  it.each([
    [10, 5, true],
    // Asked after it, but before the targets can have followed.
    [40, -30, true],
    [20, -30, false],
    [3_600, -61, false],
  ])('%d s later by a tunnel that changed %d s after it: %s', (...row) => {
    const [seconds, tunnel, expected] = row;
    expect(after(seconds, [], [], undefined, tunnel)).toBe(expected);
  });

  it('not again and again where an alarm and the targets disagree', () => {
    expect(after(59, [], [], 'ALARM')).toBe(false);
  });

  it('by nothing else', () => {
    expect(after(3_600, [], [], 'OK')).toBe(false);
    expect(after(3_600, ['gaining-site-healthy'], [], 'ALARM')).toBe(false);
    // Nobody asked about targets for the cheap one.
    expect(after(3_600, [], ['gaining-site-healthy', 'never-dark'])).toBe(
      false,
    );
  });
});
