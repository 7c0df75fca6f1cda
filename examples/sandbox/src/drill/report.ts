import { failed, type SentRequest } from './load';
import type { Milestones } from './observe';

/** Who decides that on-prem is down. */
export type Detection = 'alarm' | 'watchdog';

export const DETECTIONS: readonly Detection[] = ['alarm', 'watchdog'];

/** The longest that moving all traffic may take before a drill has failed, in seconds. */
export const LIMIT_SECONDS: Record<Detection, number> = {
  alarm: 300,
  watchdog: 90,
};

/** What was seen of one drill. Times are milliseconds since the epoch. */
export interface DrillRecord {
  detection: Detection;
  outageAt: number;
  /** When nobody looked any more. */
  endedAt: number;
  requestsPerSecond: number;
  services: ReadonlyMap<string, Milestones>;
  requests: readonly SentRequest[];
}

/** Requests counted, and those of them that failed. */
export interface Count {
  requests: number;
  failed: number;
  failedPercent: number;
}

/** One service, in seconds after the outage; null: it did not happen. */
export interface ServiceReport {
  service: string;
  detected: number | null;
  alarmed: number | null;
  decided: number | null;
  moved: number | null;
  /** When the last request that failed was sent. */
  lastFailure: number | null;
  duringOutage: Count;
}

export interface DrillReport {
  detection: Detection;
  /** ISO time. */
  outageAt: string;
  /** How far into a minute of the clock the outage began: an alarm looks at whole minutes. */
  secondsIntoMinute: number;
  requestsPerSecond: number;
  limitSeconds: number;
  services: ServiceReport[];
  before: Count & { onPremPercent: number };
  /** From the outage until the last request that failed was sent. */
  duringOutage: Count;
  /** From then on. */
  after: Count;
  /** Until the rule of the last service had moved; null: not within the limit. */
  movedSeconds: number | null;
  /** Until the last request that failed was sent: what users felt. */
  recoverySeconds: number | null;
  passed: boolean;
  /** Why it did not pass. */
  failures: string[];
}

/** Turns what was seen into figures. */
export function reportDrill(record: DrillRecord): DrillReport {
  const { detection, outageAt, requests } = record;
  const limitSeconds = LIMIT_SECONDS[detection];
  const since = (at: number | undefined) =>
    at === undefined ? null : round((at - outageAt) / 1000);

  const [before, rest] = atOutage(requests, outageAt);
  const lastFailureAt = lastFailure(rest);
  const isDuring = ({ sentAt }: SentRequest) =>
    lastFailureAt !== undefined && sentAt <= lastFailureAt;
  const during = rest.filter(isDuring);

  const services = [...record.services].map(([service, seen]) => ({
    service,
    detected: since(seen.detected),
    alarmed: since(seen.alarmed),
    decided: since(seen.decided),
    moved: since(seen.moved),
    lastFailure: since(lastFailure(rest.filter(isOf(service)))),
    duringOutage: count(during.filter(isOf(service))),
  }));
  const moved = [...record.services.values()].map(seen => seen.moved);
  const movedAt = moved.every(at => at !== undefined)
    ? Math.max(...(moved as number[]))
    : undefined;
  const movedSeconds = since(movedAt);

  const failures = whyFailed(record, {
    limitSeconds,
    movedSeconds,
    lastFailureAt,
    movedAt,
  });
  return {
    detection,
    outageAt: new Date(outageAt).toISOString(),
    secondsIntoMinute: round((outageAt % 60_000) / 1000),
    requestsPerSecond: record.requestsPerSecond,
    limitSeconds,
    services,
    before: {
      ...count(before),
      onPremPercent: percent(
        before.filter(({ site }) => site === 'on-prem').length,
        before.length,
      ),
    },
    duringOutage: count(during),
    after: count(rest.filter(request => !isDuring(request))),
    movedSeconds,
    recoverySeconds: movedAt === undefined ? null : since(lastFailureAt),
    passed: failures.length === 0,
    failures,
  };
}

/** Requests that were on their way when the rule changed may still fail. */
const UNDER_WAY_MS = 1_000;

function whyFailed(
  { services, requests, outageAt }: DrillRecord,
  seen: {
    limitSeconds: number;
    movedSeconds: number | null;
    movedAt?: number;
    lastFailureAt?: number;
  },
): string[] {
  const { limitSeconds, movedSeconds, movedAt, lastFailureAt } = seen;
  const failures: string[] = [];
  const stayed = [...services]
    .filter(([, { moved }]) => moved === undefined)
    .map(([service]) => service);
  if (stayed.length > 0) {
    failures.push(`the traffic of ${stayed.join(', ')} did not move`);
  } else if (movedSeconds !== null && movedSeconds > limitSeconds) {
    failures.push(
      `the traffic moved after ${movedSeconds} s; the limit is ${limitSeconds} s`,
    );
  }
  if (
    movedAt !== undefined &&
    lastFailureAt !== undefined &&
    lastFailureAt > movedAt + UNDER_WAY_MS
  ) {
    failures.push('requests failed after all traffic had moved');
  }
  const [before, rest] = atOutage(requests, outageAt);
  const broken = before.filter(failed).length;
  if (broken > 0) {
    failures.push(`${broken} requests failed before the outage`);
  }
  if (!rest.some(failed)) {
    failures.push('no request failed, so there was no outage to recover from');
  }
  return failures;
}

/** Requests that were under way when on-prem went down belong to the outage. */
function atOutage(requests: readonly SentRequest[], outageAt: number) {
  const endedBefore = ({ endedAt }: SentRequest) => endedAt < outageAt;
  return [
    requests.filter(endedBefore),
    requests.filter(request => !endedBefore(request)),
  ];
}

function isOf(service: string) {
  return (request: SentRequest) => request.service === service;
}

function lastFailure(requests: readonly SentRequest[]): number | undefined {
  const times = requests.filter(failed).map(({ sentAt }) => sentAt);
  return times.length > 0
    ? times.reduce((last, at) => Math.max(last, at))
    : undefined;
}

function count(requests: readonly SentRequest[]): Count {
  const bad = requests.filter(failed).length;
  return {
    requests: requests.length,
    failed: bad,
    failedPercent: percent(bad, requests.length),
  };
}

function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : round((part / whole) * 100);
}

/** To one decimal: more would claim an exactness that polling does not have. */
function round(value: number): number {
  return Math.round(value * 10) / 10;
}
