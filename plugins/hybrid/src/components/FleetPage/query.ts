import type { HealthState } from '@hybrid-platform/backstage-plugin-hybrid-common';
import {
  HEALTH_ORDER,
  TRAIT_NAMES,
  type FleetFilter,
  type FleetSort,
  type SortColumn,
  type Trait,
} from './fleet';

const COLUMNS: readonly SortColumn[] = [
  'service',
  'traffic',
  'health',
  'readiness',
  'drift',
  'hold',
  'shift',
  'alarms',
];

/** What of the table is in the page's address, so that a link shows the same. */
export interface FleetQuery extends FleetFilter {
  sort: FleetSort;
}

/** Reads the address; what makes no sense there is as if it were not there. */
export function readQuery(params: URLSearchParams): FleetQuery {
  const sort = params.get('sort') ?? 'service';
  const column = sort.replace(/^-/, '') as SortColumn;
  const health = params.get('health') as HealthState | null;
  const only = (params.get('only') ?? '').split(',') as Trait[];
  return {
    text: params.get('q') ?? '',
    health: health && HEALTH_ORDER.includes(health) ? health : undefined,
    traits: TRAIT_NAMES.filter(trait => only.includes(trait)),
    sort: COLUMNS.includes(column)
      ? { column, descending: sort.startsWith('-') }
      : { column: 'service', descending: false },
  };
}

/** Writes the address, without what is as it is by default. Other parameters stay. */
export function writeQuery(
  params: URLSearchParams,
  query: FleetQuery,
): URLSearchParams {
  const written = new URLSearchParams(params);
  const set = (name: string, value: string | undefined) =>
    value ? written.set(name, value) : written.delete(name);
  const sort = `${query.sort.descending ? '-' : ''}${query.sort.column}`;
  set('q', query.text);
  set('health', query.health);
  set('only', query.traits.join(','));
  set('sort', sort === 'service' ? undefined : sort);
  return written;
}
