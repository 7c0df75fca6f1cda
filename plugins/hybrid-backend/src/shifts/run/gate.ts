import type { SiteTraffic } from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { HealthReading } from './SiteHealth';

/** Everything that the health gate at the end of a bake decides on. */
export interface GateFacts {
  reading: HealthReading;
  /** A string says why nothing is known of the traffic. */
  traffic: SiteTraffic | string;
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
  const health = `After the bake, ${reading.summary}`;
  if (!reading.healthy) return { passed: false, message: `${health}.` };
  if (typeof traffic === 'string' || traffic.requests === 0) {
    const why = typeof traffic === 'string' ? traffic : NO_DATA;
    return {
      passed: true,
      message: `${health}. Judged on target health alone: ${why}`,
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
    message: `${health}; ${figures}.`,
  };
}
