import {
  HYBRID_TAGS,
  type ShiftStep,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { FROM, SimulatedShift } from '../../__testUtils__/simulatedShift';
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

const denied = new HybridError({
  code: 'aws-access-denied',
  message: 'AWS denied the call.',
  remedy: 'Allow it.',
});

describe('a hold that a process took right before it died', () => {
  it('is given up at the end, also when the next one comes minutes later', async () => {
    const shift = new SimulatedShift({ kind: 'failover', steps: [aws(100)] });
    shift.onAnswer = call => {
      if (call === 'setTag') throw new LeaseLost('The process is dead');
    };
    await expect(shift.run()).rejects.toThrow(LeaseLost);
    expect(shift.holdsRule).toBe(true);
    shift.onAnswer = () => {};
    shift.now += 150_000;
    expect((await shift.run()).end.state).toBe('succeeded');
    expect(shift.tags).toEqual({});
  });

  it('gives the hold of its requester back that it had replaced', async () => {
    const shift = new SimulatedShift({ kind: 'failover', steps: [aws(100)] });
    const own = `${new Date(
      shift.now + 120_000,
    ).toISOString()} user:default/owner`;
    shift.tags[HYBRID_TAGS.hold] = own;
    shift.onAnswer = call => {
      if (call === 'setTag') throw new LeaseLost('The process is dead');
    };
    await expect(shift.run()).rejects.toThrow(LeaseLost);
    expect(shift.tags[HYBRID_TAGS.hold]).not.toBe(own);
    shift.onAnswer = () => {};
    shift.now += 61_000;
    expect((await shift.run()).end.state).toBe('succeeded');
    expect(shift.tags).toEqual({ [HYBRID_TAGS.hold]: own });
  });
});

describe('a write whose answer is lost', () => {
  /** Takes effect; then AWS does not answer, and something happens. */
  const losesAnswer = (shift: SimulatedShift, meanwhile: () => void) => {
    shift.onAnswer = call => {
      if (call !== 'write' || shift.writes.length > 1) return;
      meanwhile();
      throw throttled;
    };
    return shift;
  };
  const failover = () =>
    new SimulatedShift({ kind: 'failover', steps: [aws(100)] });

  it('is not repeated', async () => {
    const shift = losesAnswer(failover(), () => {});
    const { end } = await shift.run();
    expect(end.state).toBe('succeeded');
    expect(shift.writes).toEqual([aws(100).weights]);
  });

  it('is taken back when somebody wants that before it is known', async () => {
    const shift = losesAnswer(failover(), () => shift.abort('roll-back'));
    const { end } = await shift.run();
    expect(end.state).toBe('rolled-back');
    expect(shift.weights).toEqual(FROM);
    expect(shift.history).toEqual([
      'rule-read@1',
      'abort-requested',
      'rule-read@1',
      'weights-written@1',
      'weights-confirmed@1',
      'rule-read',
      'weights-written',
      'weights-confirmed',
    ]);
  });

  it('of a drill is taken back, whichever way it is aborted', async () => {
    const drill = new SimulatedShift({
      kind: 'drill',
      steps: [aws(100)],
      durationSeconds: 3600,
    });
    const shift = losesAnswer(drill, () => drill.abort('stop'));
    const { end } = await shift.run();
    expect(end.state).toBe('rolled-back');
    expect(shift.weights).toEqual(FROM);
  });

  it('is recorded as soon as the rule tells of it', async () => {
    const shift = losesAnswer(failover(), () => {});
    shift.onCall = call => {
      if (call === 'tags' && shift.writes.length > 0) throw denied;
    };
    const { end } = await shift.run();
    expect(end.state).toBe('failed');
    expect(shift.history).toEqual([
      'rule-read@1',
      'rule-read@1',
      'weights-written@1',
    ]);
    expect(shift.record.shift.events[2]).toMatchObject({
      weights: aws(100).weights,
      message: expect.stringContaining('the answer to the write was lost'),
    });
  });

  it('is not claimed for weights that were there before', async () => {
    const shift = failover();
    shift.weights = aws(100).weights;
    await shift.run();
    expect(shift.history).not.toContain('weights-written@1');
  });

  it.each(['health', 'tags', 'read', 'traffic'] as const)(
    'of a drill is taken back when %s then fails',
    async failing => {
      const drill = new SimulatedShift({
        kind: 'drill',
        steps: [aws(100)],
        durationSeconds: 3600,
      });
      const shift = losesAnswer(drill, () => {});
      let failures = 0;
      let readings = 0;
      shift.onCall = call => {
        if (shift.writes.length === 0) return;
        if (call === 'read') readings += 1;
        // The first reading tells of the write.
        if (call !== failing || readings < 1 || failures > 0) return;
        if (failing === 'read' && readings < 2) return;
        failures += 1;
        throw denied;
      };
      await shift.run();
      expect(shift.weights).toEqual(FROM);
      expect(shift.holdsRule).toBe(false);
    },
  );

  it('of a drill is taken back when nobody could read whether it took effect', async () => {
    const drill = new SimulatedShift({
      kind: 'drill',
      steps: [aws(100)],
      durationSeconds: 3600,
    });
    const shift = losesAnswer(drill, () => {
      shift.failure = throttled;
      shift.after(300, () => {
        shift.failure = undefined;
      });
    });
    const { end } = await shift.run();
    expect(end.state).toBe('rolled-back');
    expect(shift.weights).toEqual(FROM);
  });

  it('of a drill that AWS refuses leaves nothing to take back', async () => {
    const shift = new SimulatedShift({
      kind: 'drill',
      steps: [aws(100)],
      durationSeconds: 3600,
    });
    shift.onCall = call => {
      if (call === 'write') throw denied;
    };
    const { end } = await shift.run();
    expect(end.state).toBe('failed');
    expect(shift.history).toEqual(['rule-read@1']);
  });
});
