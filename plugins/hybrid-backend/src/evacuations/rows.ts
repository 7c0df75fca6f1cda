import type {
  EvacuationItem,
  EvacuationState,
  EvacuationSummary,
  Site,
} from '@hybrid-platform/backstage-plugin-hybrid-common';

/* How evacuations are kept in the database. */

export const EVACUATIONS = 'hybrid_evacuations';
export const ITEMS = 'hybrid_evacuation_items';

export interface EvacuationRow {
  id: string;
  platform: string;
  off_site: string;
  state: EvacuationState;
  reason: string;
  force: string | null;
  requested_by: string;
  acting: string;
  created_at: string;
  ended_at: string | null;
  active_key: string | null;
  lease_owner: string | null;
  lease_expires_at: number | string | null;
  rate: number | null;
  concurrency: number | null;
}

export interface ItemRow {
  evacuation_id: string;
  service: string;
  entity_ref: string;
  state: EvacuationItem['state'];
  attempt: number;
  shift_id: string | null;
  recovery_time_seconds: number | null;
  problem: string | null;
}

/** Items that a resumption tries again. */
export const TRIED_AGAIN: EvacuationItem['state'][] = [
  'pending',
  'failed',
  'refused',
  'aborted',
];

/** Whether a resumption would try the item again. */
export function isTriedAgain({ state }: Pick<ItemRow, 'state'>): boolean {
  return TRIED_AGAIN.includes(state);
}

export type Counts = EvacuationSummary['counts'];

export function countItems(states: EvacuationItem['state'][]): Counts {
  const counts: Counts = {
    pending: 0,
    shifting: 0,
    succeeded: 0,
    'nothing-to-do': 0,
    refused: 0,
    'not-permitted': 0,
    failed: 0,
    aborted: 0,
  };
  for (const state of states) counts[state] += 1;
  return counts;
}

/** The site that the services leave. */
export function leavingSite(row: Pick<EvacuationRow, 'off_site'>): Site {
  return row.off_site as Site;
}

export function toEvacuationSummary(
  row: EvacuationRow,
  counts: Counts,
): EvacuationSummary {
  const active = row.active_key !== null;
  return {
    id: row.id,
    platform: row.platform,
    off: leavingSite(row),
    state: row.state,
    reason: row.reason,
    requestedBy: row.requested_by,
    createdAt: row.created_at,
    ...(row.ended_at && { endedAt: row.ended_at }),
    counts,
    ...(active && row.rate !== null && { rate: row.rate }),
    ...(active && row.concurrency !== null && { concurrency: row.concurrency }),
  };
}

export function toItem(row: ItemRow): EvacuationItem {
  return {
    service: row.service,
    entityRef: row.entity_ref,
    state: row.state,
    ...(row.shift_id && { shiftId: row.shift_id }),
    ...(row.recovery_time_seconds !== null && {
      recoveryTimeSeconds: row.recovery_time_seconds,
    }),
    ...(row.problem && { problem: JSON.parse(row.problem) }),
  };
}
