import type { MetricAlarm, StateValue } from '@aws-sdk/client-cloudwatch';
import { HybridError } from '../errors';
import { AlarmTaker } from './AlarmTaker';

const START = new Date('2026-11-22T12:00:00Z');

describe('the alarms of a platform', () => {
  let world: Map<string, StateValue>;
  let fails: boolean;
  let asked: string[][];
  let taker: AlarmTaker;

  beforeEach(() => {
    world = new Map([
      ['a', 'OK'],
      ['b', 'ALARM'],
      ['c', 'ALARM'],
    ]);
    fails = false;
    asked = [];
    const answer = async (names: string[]): Promise<MetricAlarm[]> => {
      if (fails) {
        throw new HybridError({
          code: 'aws-failed',
          message: 'No.',
          remedy: 'Wait.',
        });
      }
      return names
        .filter(name => world.has(name))
        .map(name => ({ AlarmName: name, StateValue: world.get(name) }));
    };
    taker = new AlarmTaker(
      {
        alarms: names => {
          asked.push(names);
          return answer(names);
        },
        alarmsNotOk: () =>
          answer([...world.keys()].filter(name => world.get(name) !== 'OK')),
      },
      () => START,
    );
  });

  const states = ({ alarms }: { alarms: MetricAlarm[] }) =>
    Object.fromEntries(
      alarms.map(({ AlarmName, StateValue: state }) => [AlarmName, state]),
    );

  it('are not asked one by one again, except those that have left the list', async () => {
    await taker.all(['a', 'b', 'c']);
    world.set('a', 'ALARM').set('b', 'OK');
    expect(states(await taker.changed())).toEqual({
      a: 'ALARM',
      b: 'OK',
      c: 'ALARM',
    });
    expect(asked).toEqual([['a', 'b', 'c'], ['b']]);
    await taker.changed();
    expect(asked).toHaveLength(2);
  });

  it('are not OK because they were deleted', async () => {
    await taker.all(['a', 'b', 'c']);
    world.delete('b');
    expect(states(await taker.changed())).toEqual({ a: 'OK', c: 'ALARM' });
    expect(states(await taker.changed())).toEqual({ a: 'OK', c: 'ALARM' });
  });

  it('are as they were seen last while CloudWatch fails, and say so', async () => {
    fails = true;
    expect(await taker.all(['a', 'b', 'c'])).toEqual({
      alarms: [],
      unread: { problem: expect.objectContaining({ code: 'aws-failed' }) },
    });
    fails = false;
    await taker.all(['a', 'b', 'c']);
    fails = true;
    const reading = await taker.changed();
    expect(states(reading)).toEqual({ a: 'OK', b: 'ALARM', c: 'ALARM' });
    expect(reading.unread?.lookedUpAt).toBe(START.toISOString());
  });
});
