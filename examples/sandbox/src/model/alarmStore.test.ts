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

  describe('of alarms on other alarms', () => {
    const arnOf = (name: string) =>
      `arn:aws:cloudwatch:ap-northeast-2:111122223333:alarm:${name}`;
    function storeWithComposite() {
      const store = createAlarmStore({ now: () => 42 });
      for (const name of ['on-prem', 'aws']) {
        store.alarms.set(name, { ...alarm(), name, arn: arnOf(name) });
      }
      store.putComposite({
        name: 'dark',
        arn: arnOf('dark'),
        rule: `ALARM("${arnOf('on-prem')}") AND ALARM("aws")`,
        actionsEnabled: true,
        alarmActions: [],
        okActions: [],
      });
      return { store, dark: () => store.composites.get('dark') };
    }

    it('lets one follow those that it watches, by name or ARN', () => {
      const { store, dark } = storeWithComposite();
      const changes: string[] = [];
      store.onChange(({ name, state }) => changes.push(`${name} ${state}`));
      expect(dark()).toMatchObject({ state: 'OK' });

      store.setState('on-prem', 'ALARM', 'down');
      expect(dark()).toMatchObject({ state: 'OK' });
      store.setState('aws', 'ALARM', 'down');
      expect(dark()).toMatchObject({
        state: 'ALARM',
        stateReason: expect.stringContaining('alarm:aws transitioned to ALARM'),
      });
      store.setState('on-prem', 'OK', 'up');

      expect(changes).toEqual([
        'on-prem ALARM',
        'aws ALARM',
        'dark ALARM',
        'on-prem OK',
        'dark OK',
      ]);
    });

    it('keeps the state that somebody set until one that it watches changes', () => {
      const { store, dark } = storeWithComposite();
      store.setState('dark', 'ALARM', 'a drill');
      expect(dark()).toMatchObject({ state: 'ALARM', stateReason: 'a drill' });
      store.setState('on-prem', 'ALARM', 'down');
      expect(dark()).toMatchObject({ state: 'OK' });
    });

    it('does not ask one that was removed', () => {
      const { store } = storeWithComposite();
      store.removeComposite('dark');
      store.setState('on-prem', 'ALARM', 'down');
      expect(store.composites.size).toBe(0);
    });
  });
});
