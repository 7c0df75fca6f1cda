import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import type {
  Drift,
  Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';

/** A drift that lasts. */
export interface OpenDrift {
  id: string;
  service: string;
  entityRef?: string;
  ruleArn: string;
  expected: Weights;
  actual: Weights;
  expectedElsewhereShare?: number;
  elsewhereShare?: number;
  since: string;
  changedBy?: Drift['changedBy'];
  notified: boolean;
  /** How often CloudTrail was asked, and when it is to be asked again. */
  lookUps: number;
  lookUpAt?: number;
}

export type NewDrift = Pick<
  OpenDrift,
  | 'service'
  | 'entityRef'
  | 'ruleArn'
  | 'expected'
  | 'actual'
  | 'expectedElsewhereShare'
  | 'elsewhereShare'
  | 'since'
> & { platform: string };

interface DriftRow {
  id: string;
  platform: string;
  service: string;
  entity_ref: string | null;
  rule_arn: string;
  expected_on_prem: number;
  expected_aws: number;
  actual_on_prem: number;
  actual_aws: number;
  expected_elsewhere: number | null;
  actual_elsewhere: number | null;
  since: string;
  ended_at: string | null;
  open_key: string | null;
  notified_at: string | null;
  look_up_at: number | string | null;
  look_ups: number;
  changed_by: string | null;
  changed_at: string | null;
  changed_request_id: string | null;
}

/** Keeps drifts; the database lets only one last per service. */
export class DriftStore {
  constructor(private readonly knex: Knex, private readonly now: () => Date) {}

  /** The drifts that last, by service: of one service, or of a platform. */
  async open(of: {
    platform: string;
    service?: string;
  }): Promise<Map<string, OpenDrift>> {
    const rows: DriftRow[] = await this.#drifts()
      .where(of)
      .whereNotNull('open_key');
    return new Map(rows.map(row => [row.service, toDrift(row)]));
  }

  /** Records a drift. False when another process was faster. */
  async begin(drift: NewDrift): Promise<boolean> {
    try {
      await this.#drifts().insert({
        id: randomUUID(),
        platform: drift.platform,
        service: drift.service,
        entity_ref: drift.entityRef ?? null,
        rule_arn: drift.ruleArn,
        expected_on_prem: drift.expected['on-prem'],
        expected_aws: drift.expected.aws,
        actual_on_prem: drift.actual['on-prem'],
        actual_aws: drift.actual.aws,
        expected_elsewhere: drift.expectedElsewhereShare ?? null,
        actual_elsewhere: drift.elsewhereShare ?? null,
        since: drift.since,
        open_key: `${drift.platform}/${drift.service}`,
        look_ups: 0,
      });
      return true;
    } catch (error) {
      if (!isDatabaseConflictError(error)) throw error;
      return false;
    }
  }

  async end(id: string): Promise<void> {
    await this.#drifts().where({ id }).update({
      ended_at: this.now().toISOString(),
      open_key: null,
      look_up_at: null,
    });
  }

  /** True for the one process that is to tell the owner, and to ask CloudTrail from now on. */
  async confirm(id: string): Promise<boolean> {
    const changed = await this.#drifts()
      .where({ id })
      .whereNull('notified_at')
      .update({
        notified_at: this.now().toISOString(),
        look_up_at: this.now().getTime(),
      });
    return changed === 1;
  }

  /** True for the one process that is to ask CloudTrail this time. */
  async takeLookUp(
    { id, lookUps }: OpenDrift,
    next: number | undefined,
  ): Promise<boolean> {
    const changed = await this.#drifts()
      .where({ id, look_ups: lookUps })
      .update({ look_ups: lookUps + 1, look_up_at: next ?? null });
    return changed === 1;
  }

  async attribute(
    id: string,
    changedBy: NonNullable<Drift['changedBy']>,
  ): Promise<void> {
    await this.#drifts()
      .where({ id })
      .update({
        changed_by: changedBy.principal,
        changed_at: changedBy.at,
        changed_request_id: changedBy.awsRequestId ?? null,
        look_up_at: null,
      });
  }

  #drifts() {
    return this.knex<DriftRow>('hybrid_drifts');
  }
}

function toDrift(row: DriftRow): OpenDrift {
  return {
    id: row.id,
    service: row.service,
    ...(row.entity_ref && { entityRef: row.entity_ref }),
    ruleArn: row.rule_arn,
    expected: { 'on-prem': row.expected_on_prem, aws: row.expected_aws },
    actual: { 'on-prem': row.actual_on_prem, aws: row.actual_aws },
    ...(row.expected_elsewhere !== null && {
      expectedElsewhereShare: row.expected_elsewhere,
    }),
    ...(row.actual_elsewhere !== null && {
      elsewhereShare: row.actual_elsewhere,
    }),
    since: row.since,
    ...(row.changed_by &&
      row.changed_at && {
        changedBy: {
          principal: row.changed_by,
          at: row.changed_at,
          ...(row.changed_request_id && {
            awsRequestId: row.changed_request_id,
          }),
        },
      }),
    notified: row.notified_at !== null,
    lookUps: row.look_ups,
    ...(row.look_up_at !== null && { lookUpAt: Number(row.look_up_at) }),
  };
}
