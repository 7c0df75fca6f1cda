import type {
  AutomationMove,
  Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { MoveFacts } from './reconcile';

/** What the failover functions set; their repository knows no other. */
const TO_AWS: Weights = { 'on-prem': 0, aws: 100 };

/** Longer names are no function's, and would not fit. */
const MAX_NAME = 64;

export interface MoveRow {
  id: string;
  platform: string;
  service: string;
  entity_ref: string | null;
  state: AutomationMove['state'];
  moved_at: string;
  moved_at_latest: boolean | number;
  moved_by: string | null;
  from_on_prem: number | null;
  from_aws: number | null;
  recovering_since: string | null;
  ended_at: string | null;
  ended_at_latest: boolean | number;
  ended_by: string | null;
  ended_on_prem: number | null;
  ended_aws: number | null;
  seen_at: string;
  open_key: string | null;
  move_told_at: string | null;
  end_told_at: string | null;
}

export function toColumns(
  { platform, service }: { platform: string; service: string },
  facts: MoveFacts,
) {
  const { movedBy, endedBy, from, endedWith } = facts;
  return {
    state: facts.state,
    moved_at: facts.movedAt,
    moved_at_latest: facts.movedAtLatest ?? false,
    moved_by: movedBy?.slice(0, MAX_NAME) ?? null,
    from_on_prem: from?.['on-prem'] ?? null,
    from_aws: from?.aws ?? null,
    recovering_since: facts.recoveringSince ?? null,
    ended_at: facts.endedAt ?? null,
    ended_at_latest: facts.endedAtLatest ?? false,
    ended_by: endedBy?.slice(0, MAX_NAME) ?? null,
    ended_on_prem: endedWith?.['on-prem'] ?? null,
    ended_aws: endedWith?.aws ?? null,
    open_key: facts.endedAt ? null : `${platform}/${service}`,
  };
}

export function toMove(row: MoveRow): AutomationMove {
  const from = weights(row.from_on_prem, row.from_aws);
  const endedWith = weights(row.ended_on_prem, row.ended_aws);
  return {
    kind: 'automation',
    id: row.id,
    platform: row.platform,
    service: row.service,
    ...(row.entity_ref && { entityRef: row.entity_ref }),
    state: row.state,
    movedAt: row.moved_at,
    // SQLite has numbers for it.
    ...(Boolean(row.moved_at_latest) && { movedAtLatest: true }),
    ...(row.moved_by && { movedBy: row.moved_by }),
    ...(from && { from }),
    to: TO_AWS,
    ...(row.recovering_since && { recoveringSince: row.recovering_since }),
    ...(row.ended_at && { endedAt: row.ended_at }),
    ...(Boolean(row.ended_at_latest) && { endedAtLatest: true }),
    ...(row.ended_by && { endedBy: row.ended_by }),
    ...(endedWith && { endedWith }),
    seenAt: row.seen_at,
  };
}

function weights(
  onPrem: number | null,
  aws: number | null,
): Weights | undefined {
  if (onPrem === null || aws === null) return undefined;
  return { 'on-prem': onPrem, aws };
}
