import {
  HYBRID_TAGS,
  type ShiftStep,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { FROM, SimulatedShift } from '../../__testUtils__/simulatedShift';
import { formatHold } from '../../aws/rule/tags';
import { LeaseLost } from '../../durable/LeaseLost';
import { HybridError } from '../../errors';

const aws = (percent: number, bakeSeconds = 0): ShiftStep => ({
  weights: { 'on-prem': 100 - percent, aws: percent },
  bakeSeconds,
});

const throttled = new HybridError({
  code: 'aws-throttled',
  message: 'Slow down.',
  remedy: 'Wait.',
});

describe('a shift in steps', () => {
  const inSteps = (...steps: ShiftStep[]) =>
    new SimulatedShift({ kind: 'custom', steps });

  it('sets the weights of each step in order, and lets each prove itself', async () => {
    const shift = inSteps(aws(80, 60), aws(100, 30));
    const { end } = await shift.run();
    expect(end).toMatchObject({ state: 'succeeded' });
    expect(shift.writes).toEqual([aws(80).weights, aws(100).weights]);
    expect(shift.history).toEqual([
      'step-started@1',
      'rule-read@1',
      'weights-written@1',
      'weights-confirmed@1',
      'verified@1',
      'baking@1',
      'gate-passed@1',
      'step-started@2',
      'rule-read@2',
      'weights-written@2',
      'weights-confirmed@2',
      'verified@2',
      'baking@2',
      'gate-passed@2',
    ]);
    // Verified after 4 s each; the second bake is not part of the recovery.
    expect(end.recoveryTimeSeconds).toBe(68);
    expect(shift.seconds).toBe(98);
    expect(shift.holdsRule).toBe(false);
  });

  it('tells nothing of steps and bakes when there is one step without a bake', async () => {
    const shift = inSteps(aws(100));
    await shift.run();
    expect(shift.history).toEqual([
      'rule-read@1',
      'weights-written@1',
      'weights-confirmed@1',
      'verified@1',
    ]);
  });

  it('goes back to the weights from before when the gaining site fails in a bake', async () => {
    const shift = inSteps(aws(80, 60), aws(100, 60)).after(90, () => {
      shift.healthy.aws = 0;
    });
    const { end, event } = await shift.run();
    expect(end).toMatchObject({
      state: 'rolled-back',
      problem: {
        code: 'health-gate-failed',
        message: 'While proving itself, aws has 0 of 3 targets healthy.',
      },
    });
    expect(event.message).toBe(
      'The old site is healthier, so the weights are on-prem 40, aws 60 again.',
    );
    expect(shift.weights).toEqual(FROM);
    expect(shift.writes).toHaveLength(3);
    // Three bad looks tell, not the end of the bake.
    expect(shift.seconds).toBeLessThan(100);
  });

  it('stays where it is when the old site is no better', async () => {
    const shift = inSteps(aws(80, 60), aws(100)).after(30, () => {
      shift.healthy = { 'on-prem': 0, aws: 0 };
    });
    const { end } = await shift.run();
    expect(end).toMatchObject({
      state: 'failed',
      problem: { code: 'health-gate-failed' },
    });
    expect(shift.writes).toEqual([aws(80).weights]);
  });

  it('is not misled by one bad look', async () => {
    const shift = inSteps(aws(80, 60), aws(100))
      .after(30, () => {
        shift.healthy.aws = 0;
      })
      .after(33, () => {
        shift.healthy.aws = 3;
      });
    expect((await shift.run()).end.state).toBe('succeeded');
  });

  it('is not stopped by an AWS that does not answer while nothing is to be done', async () => {
    const shift = inSteps(aws(80, 600), aws(100))
      .after(60, () => {
        shift.failure = throttled;
      })
      .after(560, () => {
        shift.failure = undefined;
      });
    expect((await shift.run()).end.state).toBe('succeeded');
  });

  it('goes back when too many of the gaining site’s requests failed', async () => {
    const shift = inSteps(aws(80, 60), aws(100));
    shift.served = [
      { requests: 60, errors: 2 },
      { requests: 40, errors: 4 },
    ];
    const { end } = await shift.run();
    expect(end.state).toBe('rolled-back');
    expect(end.problem?.message).toBe(
      'After the bake, aws has 3 of 3 targets healthy; 6 of 100 requests failed (6.0 %, at most 5 % may).',
    );
  });

  it('says so when a gate is judged without knowing the errors', async () => {
    const shift = inSteps(aws(80, 60), aws(100));
    await shift.run();
    const gate = shift.record.shift.events.find(
      ({ type }) => type === 'gate-passed',
    );
    expect(gate?.message).toContain('Judged on target health alone');
  });

  it('does not overwrite what somebody else made of the rule between two steps', async () => {
    const theirs = { 'on-prem': 7, aws: 3 };
    const shift = inSteps(aws(80, 60), aws(100)).after(30, () => {
      shift.weights = theirs;
    });
    const { end } = await shift.run();
    expect(end).toMatchObject({
      state: 'failed',
      problem: { code: 'rule-changed' },
    });
    expect(shift.weights).toEqual(theirs);
  });

  it('does not begin a step while somebody else holds the service by now', async () => {
    const shift = inSteps(aws(80, 60), aws(100)).after(30, () => {
      shift.tags[HYBRID_TAGS.hold] =
        '2999-01-01T00:00:00.000Z user:default/other';
    });
    const { end } = await shift.run();
    expect(end.state).toBe('failed');
    expect(end.problem?.message).toContain('user:default/other holds');
    expect(shift.writes).toEqual([aws(80).weights]);
    expect(shift.holdsRule).toBe(true);
  });

  it('does not begin a step when the gaining site has become unhealthy', async () => {
    // Without a bake, nothing looks between the verification and the next step but this.
    const shift = inSteps(aws(70), aws(100));
    const { healthy } = shift;
    Object.defineProperty(shift.healthy, 'aws', {
      get: () => (shift.history.includes('verified@1') ? 0 : 3),
    });
    const { end } = await shift.run();
    expect(healthy.aws).toBe(0);
    expect(end).toMatchObject({
      state: 'rolled-back',
      problem: {
        code: 'health-gate-failed',
        message: 'Step 2 does not begin: aws has 0 of 3 targets healthy.',
      },
    });
    expect(shift.weights).toEqual(FROM);
  });
});

describe('a shift that somebody aborts', () => {
  const inSteps = () =>
    new SimulatedShift({ kind: 'custom', steps: [aws(80, 60), aws(100)] });

  it('stops with the weights as they are, and says which', async () => {
    const shift = inSteps().after(30, () => shift.abort('stop'));
    const { end, event } = await shift.run();
    expect(end).toEqual({ state: 'aborted' });
    expect(event.message).toBe(
      'user:default/else aborted the shift. The weights stay as they are: on-prem 20, aws 80.',
    );
    expect(shift.seconds).toBe(30);
    expect(shift.weights).toEqual(aws(80).weights);
    expect(shift.holdsRule).toBe(false);
  });

  it('goes back when that is wanted', async () => {
    const shift = inSteps().after(30, () => shift.abort('roll-back'));
    const { end, event } = await shift.run();
    expect(end).toEqual({ state: 'rolled-back' });
    expect(event.message).toBe(
      'user:default/else aborted the shift, and the weights are on-prem 40, aws 60 again.',
    );
    expect(shift.weights).toEqual(FROM);
  });

  it('does not go back into the dark', async () => {
    const shift = inSteps().after(30, () => {
      shift.healthy['on-prem'] = 0;
      shift.abort('roll-back');
    });
    const { end, event } = await shift.run();
    expect(end.state).toBe('aborted');
    expect(event.message).toContain('on-prem has 0 of 3 targets healthy');
    expect(event.message).toContain(
      'The weights stay as they are: on-prem 20, aws 80.',
    );
    expect(shift.weights).toEqual(aws(80).weights);
  });

  it('does not go back into the dark when another process takes the way back over', async () => {
    const shift = inSteps();
    shift.after(30, () => {
      shift.abort('roll-back');
      shift.onCall = call => {
        if (call !== 'write') return;
        shift.leaseLost = true;
        throw new LeaseLost('The process is gone');
      };
    });
    await expect(shift.run()).rejects.toThrow(LeaseLost);
    expect(shift.history.at(-1)).toBe('rule-read');
    shift.onCall = () => {};
    shift.leaseLost = false;
    shift.healthy['on-prem'] = 0;
    const { end, event } = await shift.run();
    expect(end.state).toBe('aborted');
    expect(event.message).toContain(
      'The weights stay as they are: on-prem 20, aws 80.',
    );
  });

  it('before it has begun changes nothing', async () => {
    const shift = inSteps();
    shift.abort('roll-back');
    const { end } = await shift.run();
    expect(end.state).toBe('aborted');
    expect(shift.writes).toEqual([]);
    expect(shift.history).toEqual(['abort-requested']);
  });
});

describe('a process that has lost the shift to another', () => {
  it('does not write weights', async () => {
    const shift = new SimulatedShift({ kind: 'custom', steps: [aws(80)] });
    shift.leaseLost = true;
    await expect(shift.run()).rejects.toThrow(LeaseLost);
    expect(shift.writes).toEqual([]);
  });

  it('does not write them back', async () => {
    const shift = new SimulatedShift({ kind: 'custom', steps: [aws(80, 60)] });
    shift.after(30, () => {
      shift.leaseLost = true;
      shift.abort('roll-back');
    });
    await expect(shift.run()).rejects.toThrow(LeaseLost);
    expect(shift.writes).toEqual([aws(80).weights]);
    expect(shift.weights).toEqual(aws(80).weights);
  });

  it('does not give the rule back to automation', async () => {
    const shift = new SimulatedShift({ kind: 'custom', steps: [aws(80, 60)] });
    shift.tags[HYBRID_TAGS.automation] = 'recovering 2026-11-22T10:00:00Z';
    shift.after(30, () => shift.abort('roll-back'));
    shift.onAnswer = () => {
      shift.leaseLost = shift.writes.length === 2;
    };
    await expect(shift.run()).rejects.toThrow(LeaseLost);
    expect(shift.weights).toEqual(FROM);
    expect(shift.tags).not.toHaveProperty(HYBRID_TAGS.automation);
  });

  it('does not take the hold from the other one', async () => {
    const shift = new SimulatedShift({ kind: 'custom', steps: [aws(80)] });
    shift.after(3, () => {
      shift.leaseLost = true;
    });
    await expect(shift.run()).rejects.toThrow(LeaseLost);
    expect(shift.history).toContain('verified@1');
    expect(shift.holdsRule).toBe(true);
  });

  it('does not replace a hold that is about to expire', async () => {
    const shift = new SimulatedShift({ kind: 'custom', steps: [aws(80)] });
    const value = formatHold({
      by: shift.record.shift.requestedBy,
      until: new Date(shift.begun + 60_000).toISOString(),
    });
    shift.tags[HYBRID_TAGS.hold] = value;
    const { shift: begun } = shift.record;
    shift.record = {
      hold: { value },
      shift: {
        ...begun,
        events: [
          {
            sequence: 1,
            at: begun.createdAt,
            type: 'rule-read',
            step: 1,
            message: 'The rule was read.',
          },
        ],
      },
    };
    shift.leaseLost = true;
    await expect(shift.run()).rejects.toThrow(LeaseLost);
    expect(shift.tags[HYBRID_TAGS.hold]).toBe(value);
  });
});

describe('a drill', () => {
  const drill = (durationSeconds = 3600) =>
    new SimulatedShift({ kind: 'drill', steps: [aws(100)], durationSeconds });

  it('goes, stays for its time, returns, and tells how long both took', async () => {
    const shift = drill();
    shift.tags[HYBRID_TAGS.automation] = 'recovering 2026-11-22T10:00:00Z';
    const { end, event } = await shift.run();
    expect(end).toEqual({
      state: 'succeeded',
      recoveryTimeSeconds: 4,
      returnTimeSeconds: 4,
    });
    expect(event.message).toBe(
      'The drill is over: the traffic had moved 4.0 s after the request, and was back 4.0 s after the drill ended.',
    );
    expect(shift.seconds).toBe(3608);
    expect(shift.weights).toEqual(FROM);
    expect(shift.history).toEqual([
      'rule-read@1',
      'weights-written@1',
      'weights-confirmed@1',
      'verified@1',
      'returning',
      'rule-read',
      'weights-written',
      'weights-confirmed',
      'returned',
    ]);
    expect(shift.tags).toEqual({
      [HYBRID_TAGS.automation]: 'recovering 2026-11-22T10:00:00Z',
    });
  });

  it('returns early when the new site fails and the old one would serve', async () => {
    const shift = drill().after(600, () => {
      shift.healthy.aws = 0;
    });
    const { end, event } = await shift.run();
    expect(end).toMatchObject({
      state: 'rolled-back',
      problem: { code: 'health-gate-failed' },
      recoveryTimeSeconds: 4,
    });
    expect(end.problem?.message).toBe(
      'The drill ends early: aws has 0 of 3 targets healthy, while on-prem has 2 of 3 targets healthy.',
    );
    expect(event.message).toBe(
      'The drill ended early, and the weights are on-prem 40, aws 60 again.',
    );
    expect(shift.seconds).toBeLessThan(620);
    expect(shift.weights).toEqual(FROM);
  });

  it('does not return into the dark, but when the old site is back', async () => {
    const shift = drill()
      .after(3000, () => {
        shift.healthy['on-prem'] = 0;
      })
      .after(3900, () => {
        shift.healthy['on-prem'] = 1;
      });
    const { end } = await shift.run();
    expect(end.state).toBe('succeeded');
    expect(end.returnTimeSeconds).toBeGreaterThan(290);
    expect(shift.weights).toEqual(FROM);
    expect(shift.history.filter(name => name === 'returning')).toHaveLength(2);
  });

  it('keeps the traffic where it is served when the old site does not come back', async () => {
    const shift = drill().after(3000, () => {
      shift.healthy['on-prem'] = 0;
    });
    const { end } = await shift.run();
    expect(end).toMatchObject({
      state: 'failed',
      problem: {
        code: 'safety-rule-failed',
        message:
          'The traffic does not go back to on-prem 40, aws 60, for the old site could not serve it: on-prem has 0 of 3 targets healthy. The weights stay on-prem 0, aws 100.',
        remedy:
          'Bring targets of on-prem to health, then shift to the weights that you want.',
      },
    });
    expect(shift.weights).toEqual(aws(100).weights);
    expect(shift.seconds).toBeGreaterThan(3600 + 600);
    expect(shift.seconds).toBeLessThan(3600 + 620);
  });

  it('returns though AWS does not answer for a while when its time is over', async () => {
    const shift = drill()
      .after(3590, () => {
        shift.failure = throttled;
      })
      .after(3990, () => {
        shift.failure = undefined;
      });
    expect((await shift.run()).end.state).toBe('succeeded');
    expect(shift.weights).toEqual(FROM);
  });

  it('returns when somebody aborts it, whichever way', async () => {
    const shift = drill().after(60, () => shift.abort('stop'));
    const { end, event } = await shift.run();
    expect(end).toEqual({
      state: 'rolled-back',
      recoveryTimeSeconds: 4,
      returnTimeSeconds: 4,
    });
    expect(event.message).toContain('user:default/else aborted the shift');
    expect(shift.weights).toEqual(FROM);
  });

  it('returns when its new site never serves', async () => {
    const shift = drill();
    shift.healthy.aws = 0;
    const { end } = await shift.run();
    expect(end).toMatchObject({
      state: 'rolled-back',
      problem: { code: 'verification-failed' },
    });
    expect(shift.weights).toEqual(FROM);
  });

  it('does not overwrite what somebody else made of the rule meanwhile', async () => {
    const theirs = { 'on-prem': 7, aws: 3 };
    const shift = drill().after(60, () => {
      shift.weights = theirs;
    });
    const { end } = await shift.run();
    expect(end.problem?.code).toBe('rule-changed');
    expect(shift.weights).toEqual(theirs);
  });
});
