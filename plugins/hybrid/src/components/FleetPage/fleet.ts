import {
  SITES,
  type HealthState,
  type ServiceStatus,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { isDiverged } from '../common/rules';

/** Worst first: what somebody who looks at a fleet has to see. */
export const HEALTH_ORDER: readonly HealthState[] = [
  'unhealthy',
  'degraded',
  'unknown',
  'healthy',
];

/** The health of a service's worse site. */
function worstHealth({ sites }: ServiceStatus): HealthState {
  return HEALTH_ORDER.find(health =>
    SITES.some(site => sites[site].health === health),
  )!;
}

/** Whether a service has what a filter is about, by the filter's name. */
const TRAITS = {
  diverged: isDiverged,
  drift: service => service.drift !== undefined,
  hold: service => service.hold !== undefined,
  notReady: service =>
    SITES.some(site => service.readiness?.[site].ready === false),
  active: service => service.activeShift !== undefined,
  alarm: service => alarmsOf(service) > 0,
} satisfies Record<string, (service: ServiceStatus) => boolean>;

/** A property of a service that the fleet can be filtered by. */
export type Trait = keyof typeof TRAITS;

/** All of them, in the order in which they are shown. */
export const TRAIT_NAMES = Object.keys(TRAITS) as Trait[];

/** How many alarms of a service are in alarm. */
export function alarmsOf({ alarms }: ServiceStatus): number {
  return alarms.filter(({ state }) => state === 'ALARM').length;
}

/** The healths that are counted: what is not known is not well, and not unhealthy either. */
export const COUNTED_HEALTHS = ['unhealthy', 'unknown'] as const;

/** Numbers that tell the state of a whole platform. */
export type FleetCounts = Record<
  Trait | 'services' | (typeof COUNTED_HEALTHS)[number],
  number
>;

/** Counts what is remarkable among the services. */
export function countsOf(services: readonly ServiceStatus[]): FleetCounts {
  const count = (test: (service: ServiceStatus) => boolean) =>
    services.filter(test).length;
  return {
    services: services.length,
    unhealthy: count(service => worstHealth(service) === 'unhealthy'),
    unknown: count(service => worstHealth(service) === 'unknown'),
    diverged: count(TRAITS.diverged),
    drift: count(TRAITS.drift),
    hold: count(TRAITS.hold),
    notReady: count(TRAITS.notReady),
    active: count(TRAITS.active),
    alarm: count(TRAITS.alarm),
  };
}

/** Of how many services nobody knows whether they could fail over. */
export function notCheckedOf(services: readonly ServiceStatus[]): number {
  return services.filter(({ readiness }) => !readiness).length;
}

/** What the table is narrowed down to. */
export interface FleetFilter {
  text: string;
  health?: HealthState;
  /** The service has all of these. */
  traits: readonly Trait[];
}

/** The services that pass the filter, in their order. */
export function filterServices(
  services: readonly ServiceStatus[],
  filter: FleetFilter,
): ServiceStatus[] {
  const words = filter.text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return services.filter(service => {
    const names = `${service.service} ${service.entityRef}`.toLocaleLowerCase();
    return (
      words.every(word => names.includes(word)) &&
      (!filter.health || worstHealth(service) === filter.health) &&
      filter.traits.every(trait => TRAITS[trait](service))
    );
  });
}

/** A column that the table can be sorted by. */
export type SortColumn =
  | 'service'
  | 'traffic'
  | 'health'
  | 'readiness'
  | 'drift'
  | 'hold'
  | 'shift'
  | 'alarms';

/** By what, and whether the other way round. */
export interface FleetSort {
  column: SortColumn;
  descending: boolean;
}

// Ascending shows first what needs attention, for the columns that are about that.
const sortKeys: Record<
  SortColumn,
  (service: ServiceStatus) => number | string
> = {
  service: ({ service }) => service,
  traffic: ({ sites }) => sites.aws.share,
  health: service => HEALTH_ORDER.indexOf(worstHealth(service)),
  readiness: ({ readiness }) =>
    readiness
      ? SITES.filter(site => readiness[site].ready).length
      : SITES.length + 1,
  drift: service => (isDiverged(service) ? 0 : 1 + Number(!service.drift)),
  hold: ({ hold }) => timeOf(hold?.until),
  shift: ({ activeShift }) => timeOf(activeShift?.createdAt),
  alarms: service => -alarmsOf(service),
};

/** What has no time comes last. */
function timeOf(iso: string | undefined): number {
  return iso === undefined ? Number.MAX_SAFE_INTEGER : Date.parse(iso);
}

// Created once: constructing a collator for each comparison is what makes sorting slow.
const names = new Intl.Collator(undefined, { numeric: true });

/** The services sorted; those that are equal by the column are in order of their names. */
export function sortServices(
  services: readonly ServiceStatus[],
  sort: FleetSort,
): ServiceStatus[] {
  const keyOf = sortKeys[sort.column];
  const sign = sort.descending ? -1 : 1;
  return services
    .map(service => ({ service, key: keyOf(service) }))
    .sort(
      (a, b) =>
        sign * compare(a.key, b.key) ||
        names.compare(a.service.service, b.service.service),
    )
    .map(({ service }) => service);
}

function compare(a: number | string, b: number | string): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return names.compare(String(a), String(b));
}
