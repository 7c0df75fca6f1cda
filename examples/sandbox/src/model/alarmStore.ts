import type { Alarm, AlarmState, AlarmStore } from './alarms';

type Listener = (alarm: Alarm, previous: AlarmState) => void;

/** Keeps alarms in memory and tells listeners of each change of state. */
export function createAlarmStore(options: { now: () => number }): AlarmStore {
  const alarms = new Map<string, Alarm>();
  const listeners = new Set<Listener>();

  return {
    alarms,
    setState(name, state, reason) {
      const alarm = alarms.get(name);
      if (!alarm) throw new Error(`There is no alarm named ${name}`);
      const previous = alarm.state;
      alarm.stateReason = reason;
      if (previous === state) return;
      alarm.state = state;
      alarm.stateUpdated = options.now();
      for (const listener of [...listeners]) listener(alarm, previous);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
