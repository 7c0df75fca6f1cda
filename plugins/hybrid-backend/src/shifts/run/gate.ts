import type { HealthReading } from './SiteHealth';

/** What a site served while the weights proved themselves. */
export interface BakeTraffic {
  requests: number;
  errors: number;
}

/** Everything that the health gate at the end of a bake decides on. */
export interface GateFacts {
  reading: HealthReading;
  /** A string says why nothing is known of the traffic. */
  traffic: BakeTraffic | string;
  maxErrorPercent: number;
}

export interface Verdict {
  passed: boolean;
  message: string;
}

const NO_DATA =
  'CloudWatch has no requests of the gaining site in this time yet.';

/** Judges the gaining site by its targets, and by its errors as far as they are known. */
export function judge({
  reading,
  traffic,
  maxErrorPercent,
}: GateFacts): Verdict {
  const seen = `After the bake, ${reading.seen}`;
  if (!reading.healthy) return { passed: false, message: `${seen}.` };
  if (typeof traffic === 'string' || traffic.requests === 0) {
    const why = typeof traffic === 'string' ? traffic : NO_DATA;
    return {
      passed: true,
      message: `${seen}. Judged on target health alone: ${why}`,
    };
  }
  // Connections that a target refuses are not among its requests.
  const percent = Math.min(100, (traffic.errors / traffic.requests) * 100);
  const figures = `${traffic.errors} of ${
    traffic.requests
  } requests failed (${percent.toFixed(
    1,
  )} %, at most ${maxErrorPercent} % may)`;
  return {
    passed: percent <= maxErrorPercent,
    message: `${seen}; ${figures}.`,
  };
}
