import {
  HYBRID_TAGS,
  type Shift,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { PlatformAws } from '../../aws/PlatformAws';
import type { ShiftTiming } from '../../config';
import { HybridError } from '../../errors';
import { AbortRequests } from './AbortRequests';
import { Logbook } from '../record/Logbook';
import { longestShiftMs } from './ShiftHold';
import { ShiftRun, type ShiftRunContext } from './ShiftRun';

const timing: ShiftTiming = {
  retryForMs: 120_000,
  confirmTimeoutMs: 30_000,
  verifyIntervalMs: 2_000,
  verifyChecks: 3,
  verifyTimeoutMs: 60_000,
  maxErrorPercent: 5,
  returnTimeoutMs: 600_000,
};

const groups = { 'on-prem': 'arn:on-prem', aws: 'arn:aws' };
const from: Weights = { 'on-prem': 40, aws: 60 };
const to: Weights = { 'on-prem': 0, aws: 100 };
const plan = { from, to, steps: [{ weights: to, bakeSeconds: 0 }] };

/** A call as the test's AWS sees it: which, when, since when the same is asked, and how many before. */
interface Asked {
  call?: 'write';
  at: number;
  since: number;
  step: number;
}

/** Runs a shift in virtual time against an AWS that throttles as told. */
async function shift(throttles: (asked: Asked) => boolean, awsHealthy = 3) {
  let now = Date.parse('2026-11-22T12:00:00.000Z');
  let weights = from;
  const tags: Record<string, string> = {};
  const expiries: number[] = [];
  let step = 0;
  const asked = new Map<string | undefined, number>();
  const answer = async <T>(make: () => T, call?: 'write'): Promise<T> => {
    const since = asked.get(call) ?? now;
    asked.set(call, since);
    if (throttles({ call, at: now, since, step })) {
      throw new HybridError({
        code: 'aws-throttled',
        message: 'Slow down.',
        remedy: 'Wait.',
      });
    }
    asked.delete(call);
    step += 1;
    return make();
  };
  const aws = {
    rule: () =>
      answer(() => ({
        rule: {
          Actions: [
            {
              Type: 'forward',
              ForwardConfig: {
                TargetGroups: [
                  {
                    TargetGroupArn: groups['on-prem'],
                    Weight: weights['on-prem'],
                  },
                  { TargetGroupArn: groups.aws, Weight: weights.aws },
                ],
              },
            },
          ],
        },
      })),
    writeRuleActions: () =>
      answer(() => {
        weights = weights === from ? to : from;
        return {};
      }, 'write'),
    tags: () => answer(() => ({ ...tags })),
    setTag: (_: string, key: string, value: string) =>
      answer(() => {
        tags[key] = value;
        expiries.push(Date.parse(value.split(' ')[0]));
      }),
    removeTag: (_: string, key: string) => answer(() => delete tags[key]),
    targets: (arn: string) =>
      answer(() => ({
        healthy: arn === groups.aws ? awsHealthy : 2,
        total: 3,
        reasons: {},
      })),
  };
  const begun = now;
  const context: ShiftRunContext = {
    aws: aws as unknown as PlatformAws,
    ruleArn: 'arn:rule',
    targetGroups: groups,
    timing,
    clock: {
      now: () => new Date(now),
      sleep: async ms => {
        now += ms;
      },
    },
    signal: new AbortController().signal,
    abort: new AbortRequests(),
    log: new Logbook(
      {
        shift: {
          kind: 'failover',
          from,
          to,
          plan,
          requestedBy: 'user:default/owner',
          createdAt: new Date(begun).toISOString(),
          events: [],
        } as unknown as Shift,
      },
      {
        load: async () => {
          throw new Error('Nobody aborts');
        },
        append: async () => new Date(now).toISOString(),
        save: async () => {},
        end: async () => {},
        fence: async () => {},
      },
    ),
    leaveHold: async () => {},
  };
  const { end } = await new ShiftRun(context).run();
  return {
    state: end.state,
    tookMs: now - begun,
    ended: now,
    /** Infinity when the shift failed before it could hold the rule. */
    expires: expiries[0] ?? Infinity,
    held: tags[HYBRID_TAGS.hold],
  };
}

const longest = longestShiftMs(timing, plan);

describe('the longest shift', () => {
  it('is what a hold covers, and not much more', () => {
    expect(longest).toBe(400_000);
  });

  it('is far longer than one without trouble', async () => {
    const { state, tookMs, held } = await shift(() => false);
    expect(state).toBe('succeeded');
    expect(tookMs).toBe(4_000);
    expect(held).toBeUndefined();
  });

  it.each([
    ['healthy', 3],
    ['unhealthy', 0],
  ])(
    'is not exceeded, whichever step AWS throttles almost for as long as it may, when the new site is %s',
    async (_, healthy) => {
      for (let hard = 0; hard < 40; hard++) {
        const { tookMs, expires, ended } = await shift(
          ({ at, since, step }) => step === hard && at - since < 115_000,
          healthy,
        );
        expect(tookMs).toBeLessThan(longest);
        expect(ended).toBeLessThan(expires);
      }
    },
  );

  it.each([
    ['healthy', 3],
    ['unhealthy', 0],
  ])(
    'is not exceeded when AWS throttles every step for a while and the new site is %s',
    async (_, healthy) => {
      for (const forMs of [1_000, 20_000, 60_000, 115_000]) {
        const { tookMs, expires, ended } = await shift(
          ({ at, since }) => at - since < forMs,
          healthy,
        );
        expect(tookMs).toBeLessThan(longest);
        expect(ended).toBeLessThan(expires);
      }
    },
  );

  it('has new patience for the way back', async () => {
    const { state } = await shift(
      ({ call, at, since }) => call === 'write' && at - since < 100_000,
      0,
    );
    expect(state).toBe('rolled-back');
  });
});
