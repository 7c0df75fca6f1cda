import { HYBRID_TAGS } from '@hybrid-platform/backstage-plugin-hybrid-common';
import {
  SimulatedShift,
  TIMING,
  type TargetCall,
} from '../../__testUtils__/simulatedShift';
import { HybridError } from '../../errors';
import { longestShiftMs } from './ShiftHold';

const plan = {
  kind: 'failover' as const,
  steps: [{ weights: { 'on-prem': 0, aws: 100 }, bakeSeconds: 0 }],
};

/** A call: which, when, since when it is tried, and how many were answered before. */
interface Asked {
  call: TargetCall;
  at: number;
  since: number;
  step: number;
}

/** Runs a shift against an AWS that throttles as told. */
async function run(
  throttles: (asked: Asked) => boolean,
  shift = new SimulatedShift(plan),
) {
  let step = 0;
  /** Since when a write is tried, and anything else. */
  const tried = new Map<boolean, number>();
  /** When the first hold ends: infinity when the shift failed before it had one. */
  let expires = Infinity;
  shift.onCall = call => {
    const isWrite = call === 'write';
    const since = tried.get(isWrite) ?? shift.now;
    tried.set(isWrite, since);
    if (throttles({ call, at: shift.now, since, step })) {
      throw new HybridError({
        code: 'aws-throttled',
        message: 'Slow down.',
        remedy: 'Wait.',
      });
    }
    tried.delete(isWrite);
    step += 1;
  };
  shift.onAnswer = call => {
    if (call !== 'setTag' || expires < Infinity) return;
    expires = Date.parse(shift.tags[HYBRID_TAGS.hold].split(' ')[0]);
  };
  const { end } = await shift.run();
  return { end, tookMs: shift.now - shift.begun, ended: shift.now, expires };
}

const unhealthy = () => {
  const shift = new SimulatedShift(plan);
  shift.healthy.aws = 0;
  return shift;
};
const SITES = [
  ['healthy', () => new SimulatedShift(plan)],
  ['unhealthy', unhealthy],
] as const;

const longest = longestShiftMs(TIMING, plan);

describe('the longest shift', () => {
  it('is what a hold covers, and not much more', () => {
    expect(longest).toBe(400_000);
  });

  it('is far longer than one without trouble', async () => {
    const shift = new SimulatedShift(plan);
    const { end, tookMs } = await run(() => false, shift);
    expect(end.state).toBe('succeeded');
    expect(tookMs).toBe(4_000);
    expect(shift.holdsRule).toBe(false);
  });

  it.each(SITES)(
    'is not exceeded, whichever step AWS throttles almost for as long as it may, when the new site is %s',
    async (_, shift) => {
      for (let hard = 0; hard < 40; hard++) {
        const { tookMs, expires, ended } = await run(
          ({ at, since, step }) => step === hard && at - since < 115_000,
          shift(),
        );
        expect(tookMs).toBeLessThan(longest);
        expect(ended).toBeLessThan(expires);
      }
    },
  );

  it.each(SITES)(
    'is not exceeded when AWS throttles every step for a while and the new site is %s',
    async (_, shift) => {
      for (const forMs of [1_000, 20_000, 60_000, 115_000]) {
        const { tookMs, expires, ended } = await run(
          ({ at, since }) => at - since < forMs,
          shift(),
        );
        expect(tookMs).toBeLessThan(longest);
        expect(ended).toBeLessThan(expires);
      }
    },
  );

  it('has a new time limit for the way back', async () => {
    const { end } = await run(
      ({ call, at, since }) => call === 'write' && at - since < 100_000,
      unhealthy(),
    );
    expect(end.state).toBe('rolled-back');
  });

  it('of a drill lasts until its return is given up', async () => {
    const shift = new SimulatedShift({
      ...plan,
      kind: 'drill',
      durationSeconds: 3600,
    }).after(3000, () => {
      shift.healthy['on-prem'] = 0;
    });
    const { end, expires, ended } = await run(() => false, shift);
    expect(end.problem?.code).toBe('safety-rule-failed');
    expect(ended - shift.begun).toBeGreaterThan(3_600_000 + 600_000);
    expect(ended).toBeLessThan(expires);
  });
});
