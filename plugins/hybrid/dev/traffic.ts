import type {
  ShiftSummary,
  TrafficHistory,
} from '@hybrid-platform/backstage-plugin-hybrid-common';

/** The period in which AWS keeps figures of that age. */
function periodOf(seconds: number): number {
  if (seconds <= 21_600) return 60;
  return seconds <= 86_400 ? 300 : 3_600;
}

/** A day-and-night load that goes where the shifts of the past sent it. */
export function madeTraffic(
  seconds: number,
  shifts: ShiftSummary[],
): TrafficHistory {
  const period = periodOf(seconds);
  const periodMs = period * 1000;
  const to = Math.floor(Date.now() / periodMs) * periodMs;
  const from = to - seconds * 1000;
  const oldestFirst = [...shifts].reverse();
  const points = [];
  for (let at = from; at < to; at += periodMs) {
    const day = Math.sin((at / 86_400_000) * 2 * Math.PI);
    const noise = Math.sin(at / 97_000) * 0.04;
    const all = Math.round(10 * period * (1 + 0.4 * day + noise));
    const before = oldestFirst.filter(
      ({ createdAt, state }) =>
        state === 'succeeded' && Date.parse(createdAt) <= at,
    );
    const weights = before.pop()?.to ?? { 'on-prem': 40, aws: 60 };
    const onPrem = Math.round((all * weights['on-prem']) / 100);
    const next = oldestFirst.find(s => Date.parse(s.createdAt) > at);
    const isFailing =
      next?.kind === 'failover' &&
      Date.parse(next.createdAt) - at < 15 * 60_000;
    points.push({
      at: new Date(at).toISOString(),
      sites: {
        'on-prem': {
          requests: onPrem,
          errors: isFailing ? Math.round(onPrem * 0.4) : 0,
        },
        aws: {
          requests: all - onPrem,
          errors: Math.round(Math.max(0, Math.sin(at / 211_000)) * 3),
        },
      },
    });
  }
  return {
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    periodSeconds: period,
    points,
    shifts: oldestFirst.filter(
      ({ createdAt, endedAt }) =>
        Date.parse(endedAt ?? new Date().toISOString()) > from &&
        Date.parse(createdAt) < to,
    ),
  };
}
