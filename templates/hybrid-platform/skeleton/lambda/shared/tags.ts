import { SITES, type PerSite, type Site, type Weights } from './sites';
import { readTagTime, wordsOf } from './tagTime';

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
  /** On the same rules, and kept: when automation moved them and brought them back. */
  automationHistory: 'hybrid-platform:automation-history',
} as const;

/** Stands for the holder where a hold names none: somebody set the tag by hand. */
export const UNKNOWN_HOLDER = 'somebody unknown';

/** What automation did to a rule. Times are milliseconds since the epoch. */
export interface Automation {
  state: 'failed-over' | 'recovering';
  since: number;
}

export interface Hold {
  until: number;
  by: string;
}

/** The service that a resource belongs to. */
export function parseService(value: string | undefined): string | undefined {
  return value?.trim() || undefined;
}

/** The site that a target group is at. */
export function parseSite(value: string | undefined): Site | undefined {
  return SITES.find(site => site === value?.trim());
}

/** The default weights by the tags of both target groups; undefined where they are not known. */
export function parseDefaultWeights(
  values: PerSite<string | undefined>,
): Weights | undefined {
  const [onPrem, aws] = [values['on-prem'], values.aws].map(value => {
    const text = value?.trim() ?? '';
    return /^\d{1,3}$/.test(text) ? Number(text) : undefined;
  });
  // Both 0 would leave nobody to serve the traffic.
  if (onPrem === undefined || aws === undefined || onPrem + aws === 0) {
    return undefined;
  }
  return { 'on-prem': onPrem, aws };
}

/** What automation noted on a rule; undefined without a tag, or with one that nobody can read. */
export function parseAutomation(
  value: string | undefined,
): Automation | undefined {
  const [state, ...time] = wordsOf(value);
  if (state !== 'failed-over' && state !== 'recovering') return undefined;
  const since = readTagTime(time.join(' '))?.at;
  return since === undefined ? undefined : { state, since };
}

/** A text that tells nobody what automation did, or since when, of which somebody must be told. */
export function unreadableAutomation(
  value: string | undefined,
): string | undefined {
  const text = value?.trim();
  return text && !parseAutomation(text) ? text : undefined;
}

export function formatAutomation({ state, since }: Automation): string {
  return `${state} ${new Date(since).toISOString()}`;
}

/**
 * The hold on a rule, over or not. A text that begins with no time is no hold: it would never
 * end, and would keep a service on a site that is down.
 */
export function parseHold(value: string | undefined): Hold | undefined {
  const time = readTagTime(value ?? '');
  return time && { until: time.at, by: time.words[0] ?? UNKNOWN_HOLDER };
}

/** The text of a hold that cannot be read, of which somebody must be told. */
export function unreadableHold(value: string | undefined): string | undefined {
  const text = value?.trim();
  return text && !parseHold(text) ? text : undefined;
}

export function isHeld(hold: Hold | undefined, now: number): boolean {
  return hold !== undefined && hold.until > now;
}
