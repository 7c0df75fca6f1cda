import type { Alarm, AlarmState, AlarmStore } from './alarms';

/** An alarm store without alarms; `now` dates the changes. */
export function createAlarmStore(now: () => number): AlarmStore {
  const alarms = new Map<string, Alarm>();
  const listeners = new Set<(alarm: Alarm, previous: AlarmState) => void>();
  return {
    alarms,
    setState(name, state, reason) {
      const alarm = alarms.get(name);
      if (!alarm) throw new Error(`There is no alarm ${name}`);
      const previous = alarm.state;
      alarm.stateReason = reason;
      alarm.stateUpdated = now();
      if (previous === state) return;
      alarm.state = state;
      for (const listener of listeners) listener(alarm, previous);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
