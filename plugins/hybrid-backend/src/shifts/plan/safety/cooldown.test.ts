import { GOOD, targets } from '../../../__testUtils__/safetyFacts';
import { cooldown } from './cooldown';
import type { SafetyFacts } from './facts';

/** A shift moved the traffic from 40/60 to on-prem; it ended 12 s ago. */
const AFTER: SafetyFacts = {
  ...GOOD,
  kind: 'custom',
  from: { 'on-prem': 100, aws: 0 },
  steps: [{ 'on-prem': 50, aws: 50 }],
  lastChange: {
    shift: {
      kind: 'failover',
      state: 'succeeded',
      from: { 'on-prem': 40, aws: 60 },
      to: { 'on-prem': 100, aws: 0 },
      requestedBy: 'user:default/x',
      endedAt: '2026-11-22T09:59:48.000Z',
    },
    cooldownMs: 60_000,
  },
};

const check = (changes: Partial<SafetyFacts> = {}) =>
  cooldown.check({ ...AFTER, ...changes });

describe('the cooldown', () => {
  it('refuses a shift soon after the last, and says how many seconds are left', () => {
    expect(check()).toEqual({
      passed: false,
      explanation:
        'The last shift, by user:default/x, ended at 2026-11-22T09:59:48.000Z; the cooldown of 60 s has 48 s left.',
      remedy: expect.stringContaining('Wait 48 s.'),
    });
  });

  it.each([
    ['2026-11-22T10:00:47.999Z', false],
    ['2026-11-22T10:00:48.000Z', true],
  ])('is over at the second that it ends: %s', (now, passed) => {
    expect(check({ now: new Date(now) }).passed).toBe(passed);
  });

  it.each<[string, Partial<SafetyFacts>]>([
    ['nothing has been shifted', { lastChange: undefined }],
    ['it is a reset', { kind: 'reset' }],
    [
      'it leads back to where the traffic came from, in other numbers',
      { steps: [{ 'on-prem': 4, aws: 6 }] },
    ],
    [
      'the traffic leaves a site that is down',
      {
        targets: { 'on-prem': targets(0), aws: targets(3) },
        steps: [{ 'on-prem': 0, aws: 100 }],
      },
    ],
    [
      'an alarm tells that the site is down that it leaves',
      {
        targets: { aws: targets(3) },
        byAlarm: { 'on-prem': { name: 'down', healthy: false } },
        steps: [{ 'on-prem': 0, aws: 100 }],
      },
    ],
    ['it is part of an evacuation', { evacuation: true }],
  ])('does not hinder a shift when %s', (_, changes) => {
    expect(check(changes).passed).toBe(true);
  });

  it.each<[string, SafetyFacts['targets']['aws']]>([
    ['not known', undefined],
    ['not checked yet', { healthy: 0, total: 2, reasons: {}, unknown: 2 }],
  ])('takes a site for no dead one whose targets are %s', (_, onPrem) => {
    expect(
      check({
        targets: { 'on-prem': onPrem, aws: targets(3) },
        steps: [{ 'on-prem': 0, aws: 100 }],
      }).passed,
    ).toBe(false);
  });

  it('hinders traffic that goes to a site while the other one is down', () => {
    expect(
      check({
        targets: { 'on-prem': targets(3), aws: targets(0) },
        steps: [{ 'on-prem': 30, aws: 70 }],
      }).passed,
    ).toBe(false);
  });
});
