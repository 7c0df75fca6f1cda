import type { ReplicationStatus } from './contract/types';

/**
 * Whether a replication has caught up, and the reason either way: one sentence for people.
 *
 * @public
 */
export interface CaughtUp {
  caughtUp: boolean;
  reason: string;
}

/**
 * Whether the target has everything that the source has, but for the writes of the last
 * `maxLagSeconds`. Whatever is not known counts as not caught up: a missing measurement is
 * no proof that nothing is missing.
 *
 * @example
 * Ask for the status every few seconds until it says so:
 *
 * ```ts
 * const { caughtUp, reason } = isCaughtUp(status, 10);
 * ```
 *
 * @public
 */
export function isCaughtUp(
  status: Pick<
    ReplicationStatus,
    | 'id'
    | 'state'
    | 'migrationType'
    | 'fullLoadProgressPercent'
    | 'lagSeconds'
    | 'tables'
  >,
  maxLagSeconds: number,
): CaughtUp {
  const { id, state, migrationType, lagSeconds, tables } = status;
  const no = (reason: string): CaughtUp => ({ caughtUp: false, reason });
  if (migrationType === 'full-load') {
    return no(`${id} only loads once: it does not follow the source.`);
  }
  if (state !== 'running') return no(`${id} is ${state}, not running.`);
  const percent = status.fullLoadProgressPercent ?? 100;
  if (migrationType !== 'cdc' && percent < 100) {
    return no(`${id} has loaded ${percent} % of the tables.`);
  }
  const unfinished = (tables?.loading ?? 0) + (tables?.queued ?? 0);
  if (unfinished > 0) {
    return no(`${id} still loads ${count(unfinished, 'table')}.`);
  }
  if (tables && tables.errored > 0) {
    return no(
      `${count(tables.errored, 'table')} of ${id} ${
        tables.errored === 1 ? 'has' : 'have'
      } an error, and ${tables.errored === 1 ? 'is' : 'are'} not replicated.`,
    );
  }
  if (lagSeconds === undefined) {
    return no(
      `There is no measurement of ${id}'s lag yet; CloudWatch gets one a minute.`,
    );
  }
  if (lagSeconds > maxLagSeconds) {
    return no(
      `${id} trails by ${lagSeconds} s, more than the ${maxLagSeconds} s allowed.`,
    );
  }
  return {
    caughtUp: true,
    reason: `${id} trails by ${lagSeconds} s, within the ${maxLagSeconds} s allowed.`,
  };
}

function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? '' : 's'}`;
}
