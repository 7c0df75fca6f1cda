import {
  elsewhereWeight,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Knex } from 'knex';
import type { ServiceShifts } from '../../status/ServiceRecords';
import {
  EVENTS,
  SHIFTS,
  toSummary,
  type EventRow,
  type ShiftRow,
} from './rows';

/** The active and the last shift of each service, by as many queries for all as for one. */
export async function serviceShifts(
  knex: Knex,
  platform: string,
  services: string[],
): Promise<Map<string, ServiceShifts>> {
  const wanted = new Set(services);
  const ofPlatform = () => {
    const query = knex<ShiftRow>(SHIFTS).where({ platform });
    return services.length === 1
      ? query.andWhere('service', services[0])
      : query;
  };
  const newest = (which: Knex.QueryBuilder) =>
    ofPlatform().whereIn(
      ['service', 'created_at'],
      which
        .select('service')
        .max('created_at')
        .groupBy('service') as Knex.QueryBuilder,
    );
  const [active, ended, settled, lasting] = await Promise.all([
    ofPlatform().whereNotNull('active_key'),
    newest(ofPlatform().whereNull('active_key')).whereNull('active_key'),
    newest(ofPlatform().where(settling(knex))).where(settling(knex)),
    newest(ofPlatform().where(changing(knex))).where(changing(knex)),
  ]);
  const left = await leftBehind(knex, settled as ShiftRow[]);
  const result = new Map<string, ServiceShifts>();
  const of = (row: ShiftRow) => {
    const shifts = result.get(row.service) ?? {};
    result.set(row.service, shifts);
    return shifts;
  };
  for (const row of active as ShiftRow[]) of(row).active = toSummary(row);
  for (const row of ended as ShiftRow[]) of(row).last = toSummary(row);
  for (const row of settled as ShiftRow[]) {
    of(row).settled = left.get(row.id);
    of(row).settledFrom = row.created_at;
    of(row).settledAt = row.ended_at ?? undefined;
    of(row).settledElsewhere = elsewhereOf(row);
  }
  for (const row of lasting as ShiftRow[]) {
    of(row).decidedAt = row.ended_at ?? row.created_at;
    if (row.kind !== 'reset') of(row).away = true;
  }
  for (const row of [...active, ...ended] as ShiftRow[]) {
    if (row.hold) (of(row).ownHolds ??= []).push(row.hold);
  }
  return new Map([...result].filter(([service]) => wanted.has(service)));
}

/** Where all requests went there, no weight says how much it was. */
function elsewhereOf(row: ShiftRow): number | undefined {
  const { elsewhere_share: share, to_on_prem, to_aws } = row;
  if (share === null || share >= 100 || to_on_prem + to_aws === 0) {
    return undefined;
  }
  return elsewhereWeight({ 'on-prem': to_on_prem, aws: to_aws }, share);
}

/** Shifts that have set weights, there or there and back. */
function settling(knex: Knex): Knex.QueryCallback {
  return shifts =>
    shifts
      .whereIn('state', ['succeeded', 'rolled-back'])
      .orWhere(stoppedOnTheWay(knex));
}

/** Shifts that have left other weights than they found. */
function changing(knex: Knex): Knex.QueryCallback {
  return shifts =>
    shifts
      .where(moved =>
        moved.where('state', 'succeeded').whereNot('kind', 'drill'),
      )
      .orWhere(stoppedOnTheWay(knex));
}

/** One that failed or was aborted may have changed weights, or not. */
function stoppedOnTheWay(knex: Knex): Knex.QueryCallback {
  const written = knex(EVENTS)
    .select(knex.raw('1'))
    .whereRaw('?? = ??', [`${EVENTS}.shift_id`, `${SHIFTS}.id`])
    .andWhere('type', 'weights-written');
  return shifts =>
    shifts.whereIn('state', ['failed', 'aborted']).whereExists(written);
}

/** The weights that each of the ended shifts left behind. */
async function leftBehind(
  knex: Knex,
  rows: ShiftRow[],
): Promise<Map<string, Weights>> {
  const left = new Map<string, Weights>();
  const unfinished: string[] = [];
  for (const row of rows) {
    const { id, kind, state, from, to } = toSummary(row);
    if (state === 'succeeded') left.set(id, kind === 'drill' ? from : to);
    else if (state === 'rolled-back') left.set(id, from);
    else unfinished.push(id);
  }
  if (unfinished.length === 0) return left;
  const written = await knex<EventRow>(EVENTS)
    .whereIn('shift_id', unfinished)
    .andWhere('type', 'weights-written')
    .orderBy('sequence');
  for (const { shift_id, weight_on_prem, weight_aws } of written) {
    if (weight_on_prem === null || weight_aws === null) continue;
    left.set(shift_id, { 'on-prem': weight_on_prem, aws: weight_aws });
  }
  return left;
}
