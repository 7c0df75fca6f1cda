import type { Alarm, MetricPeriod, Statistic, World } from '../../model';
import { EXTRA_PERIODS, evaluateAlarm } from './evaluate';

/**
 * Brings every alarm to the state that its metric's data calls for.
 *
 * @param until - the end of the newest complete period, milliseconds since the epoch.
 * @param minuteMs - how long a minute of AWS takes here; an alarm's period follows it.
 */
export function evaluateAlarms(
  world: World,
  until: number,
  minuteMs: number,
): void {
  for (const alarm of [...world.alarms.alarms.values()]) {
    const { state, reason } = evaluateAlarm(
      alarm,
      newestValues(world, alarm, until, minuteMs),
      alarm.state,
    );
    // The reason of a state that stays is CloudWatch's first one.
    if (state !== alarm.state) {
      world.alarms.setState(alarm.name, state, reason);
    }
  }
}

function newestValues(
  world: World,
  alarm: Alarm,
  until: number,
  minuteMs: number,
): (number | undefined)[] {
  const periodMs = Math.max(1, Math.round((alarm.period / 60) * minuteMs));
  const end = Math.floor(until / periodMs) * periodMs;
  const wanted = alarm.evaluationPeriods + EXTRA_PERIODS;
  const from = end - wanted * periodMs;
  const values = new Map<number, number>();
  for (const metric of [alarm.metric, ...(alarm.alsoSum ?? [])]) {
    const read = world.metrics.read(metric, { from, to: end, periodMs });
    for (const period of read) {
      values.set(
        period.start,
        (values.get(period.start) ?? 0) + statistic(period, alarm.statistic),
      );
    }
  }
  return Array.from({ length: wanted }, (_, index) =>
    values.get(end - (index + 1) * periodMs),
  );
}

function statistic(period: MetricPeriod, name: Statistic): number {
  switch (name) {
    case 'Sum':
      return period.sum;
    case 'Average':
      return period.sum / period.count;
    case 'Minimum':
      return period.min;
    case 'Maximum':
      return period.max;
    default:
      return period.count;
  }
}
