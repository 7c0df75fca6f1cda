/** The tags by which the resources of a platform are found, and in which state is kept. */
export const TAGS = {
  /** On every resource of a platform: the platform's id. */
  platform: 'hybrid-platform:platform',
  /** On listener rules, target groups and alarms: the service's name. */
  service: 'hybrid-platform:service',
  /** On target groups: `on-prem` or `aws`. */
  site: 'hybrid-platform:site',
  /** On target groups: the weight in the steady state, 0–999. */
  defaultWeight: 'hybrid-platform:default-weight',
  /** On listener rules while held: `<ISO time of expiry> <user ref>`. */
  hold: 'hybrid-platform:hold',
  /** On listener rules that automation moved: `failed-over <ISO time>` or `recovering <ISO time>`. */
  automation: 'hybrid-platform:automation',
} as const;

/** What automation did to a rule. Times are milliseconds since the epoch. */
export interface Automation {
  state: 'failed-over' | 'recovering';
  since: number;
}

export interface Hold {
  until: number;
  by: string;
}

/** What automation noted on a rule; undefined without a tag, or with one that nobody can read. */
export function parseAutomation(
  value: string | undefined,
): Automation | undefined {
  const [state, time] = value?.split(' ') ?? [];
  const since = Date.parse(time ?? '');
  if (state !== 'failed-over' && state !== 'recovering') return undefined;
  return Number.isNaN(since) ? undefined : { state, since };
}

export function formatAutomation({ state, since }: Automation): string {
  return `${state} ${new Date(since).toISOString()}`;
}

/**
 * The hold on a rule. One whose expiry cannot be read is no hold: it would never end, and
 * would keep a service on a site that is down.
 */
export function parseHold(value: string | undefined): Hold | undefined {
  const [time, ...by] = value?.split(' ') ?? [];
  const until = Date.parse(time ?? '');
  return Number.isNaN(until) ? undefined : { until, by: by.join(' ') };
}

export function isHeld(hold: Hold | undefined, now: number): boolean {
  return hold !== undefined && hold.until > now;
}
