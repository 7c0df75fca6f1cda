import type { Alarm } from './alarms';
import { createAlarmStore } from './alarmStore';

const alarm = (): Alarm => ({
  name: 'cart',
  arn: 'arn:aws:cloudwatch:ap-northeast-2:111122223333:alarm:cart',
  metric: { namespace: 'N', name: 'M', dimensions: {} },
  statistic: 'Sum',
  period: 60,
  evaluationPeriods: 1,
  datapointsToAlarm: 1,
  threshold: 1,
  comparison: 'GreaterThanThreshold',
  treatMissingData: 'missing',
  actionsEnabled: true,
  alarmActions: [],
  okActions: [],
  state: 'OK',
  stateReason: 'at first',
  stateUpdated: 1,
});

describe('createAlarmStore', () => {
  it('tells listeners of a change once, with the state before', () => {
    const store = createAlarmStore({ now: () => 42 });
    store.alarms.set('cart', alarm());
    const changes: string[] = [];
    store.onChange(({ name, state }, previous) =>
      changes.push(`${name} ${previous} > ${state}`),
    );

    store.setState('cart', 'ALARM', 'down');
    store.setState('cart', 'ALARM', 'still down');

    expect(changes).toEqual(['cart OK > ALARM']);
    expect(store.alarms.get('cart')).toMatchObject({
      state: 'ALARM',
      stateReason: 'still down',
      stateUpdated: 42,
    });
  });

  it('stops telling a listener that left', () => {
    const store = createAlarmStore({ now: () => 42 });
    store.alarms.set('cart', alarm());
    const listener = jest.fn();
    store.onChange(listener)();

    store.setState('cart', 'ALARM', 'down');

    expect(listener).not.toHaveBeenCalled();
  });

  it('refuses the name of no alarm', () => {
    expect(() =>
      createAlarmStore({ now: () => 0 }).setState('none', 'OK', ''),
    ).toThrow('no alarm named none');
  });
});
