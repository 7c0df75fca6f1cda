import { readAlarmRule } from './alarmRule';
import type {
  Alarm,
  AlarmState,
  AlarmStore,
  AnyAlarm,
  CompositeAlarm,
} from './alarms';

type Listener = (alarm: AnyAlarm, previous: AlarmState) => void;

/** Keeps alarms in memory and tells listeners of each change of state. */
export function createAlarmStore(options: { now: () => number }): AlarmStore {
  const alarms = new Map<string, Alarm>();
  const composites = new Map<string, CompositeAlarm>();
  /** The names of the composite alarms that watch an alarm, by its name or ARN. */
  const watchers = new Map<string, Set<string>>();
  const listeners = new Set<Listener>();

  const find = (name: string): AnyAlarm | undefined =>
    alarms.get(name) ?? composites.get(name);
  /** A rule names an alarm by its name, or by its ARN, which ends with it. */
  const stateOf = (alarm: string) =>
    (find(alarm) ?? find(alarm.split(':alarm:')[1] ?? ''))?.state;
  const stateByRule = ({ rule }: Pick<CompositeAlarm, 'rule'>): AlarmState =>
    readAlarmRule(rule).holds(stateOf) ? 'ALARM' : 'OK';

  function setState(name: string, state: AlarmState, reason: string): void {
    const alarm = find(name);
    if (!alarm) throw new Error(`There is no alarm named ${name}`);
    const previous = alarm.state;
    alarm.stateReason = reason;
    if (previous === state) return;
    alarm.state = state;
    alarm.stateUpdated = options.now();
    for (const listener of [...listeners]) listener(alarm, previous);
    follow(alarm);
  }

  /** As in AWS, a composite alarm is evaluated when one that it watches changes. */
  function follow(child: AnyAlarm): void {
    for (const key of [child.name, child.arn]) {
      for (const name of watchers.get(key) ?? []) {
        const composite = composites.get(name)!;
        const state = stateByRule(composite);
        if (state !== composite.state) {
          setState(
            name,
            state,
            `${child.arn} transitioned to ${child.state} at ${new Date(
              options.now(),
            ).toUTCString()}`,
          );
        }
      }
    }
  }

  function removeComposite(name: string): void {
    composites.delete(name);
    for (const names of watchers.values()) names.delete(name);
  }

  return {
    alarms,
    composites,
    putComposite(settings) {
      const { name, rule } = settings;
      const { children } = readAlarmRule(rule);
      const existing = composites.get(name);
      const state = stateByRule(settings);
      removeComposite(name);
      const isAsBefore = existing?.state === state;
      composites.set(name, {
        ...settings,
        state,
        stateReason: isAsBefore
          ? existing.stateReason
          : `${settings.arn} was created and its alarm rule evaluates to ${state}`,
        stateUpdated: isAsBefore ? existing.stateUpdated : options.now(),
      });
      for (const child of children) {
        watchers.set(child, (watchers.get(child) ?? new Set()).add(name));
      }
    },
    removeComposite,
    setState,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
