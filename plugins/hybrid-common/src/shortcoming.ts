import type { ReplicationStatus } from './contract/types';

/**
 * What of a replication says whether it has caught up.
 *
 * @public
 */
export type JudgedReplication = Pick<ReplicationStatus, 'id' | 'state'> &
  Partial<
    Pick<
      ReplicationStatus,
      | 'migrationType'
      | 'fullLoadProgressPercent'
      | 'lagSeconds'
      | 'lagMeasuredAt'
      | 'lagProblem'
      | 'stopReason'
      | 'tables'
    >
  >;

/** States in which DMS waits for a first start, or for the next one after a change. */
const NOT_STARTED = ['creating', 'created', 'ready'];

const ENDED = ['stopped', 'ready'];

const KNOWN_TYPES = ['full-load', 'full-load-and-cdc', 'cdc'];

/** What leads to a running replication, of states in which nobody can start it. */
const WAY_TO_RUN: Record<string, string> = {
  starting: 'Wait until it runs and has caught up.',
  stopping: 'Wait until it has stopped, then start it.',
  modifying: 'Wait until it has been changed, then start it.',
  testing: 'Wait until its test has ended, then start it.',
  moving:
    'Wait until it is on its other replication instance, then start it if it does not run by itself.',
  'failed-move': 'Move it again, or delete it in the AWS console.',
  deleting:
    'Nothing brings it back to run. See among the actions of the replication how to have it made again, if it is still needed.',
};

/**
 * Whether a replication was to load its tables once, without the changes, and has. DMS calls
 * that `stopped`, for the reason `FULL_LOAD_ONLY_FINISHED`.
 *
 * @public
 */
export function isLoadedOnce(
  replication: Omit<
    JudgedReplication,
    'id' | 'lagSeconds' | 'lagMeasuredAt' | 'lagProblem'
  >,
): boolean {
  const { state, migrationType, stopReason, tables } = replication;
  const { fullLoadProgressPercent: percent } = replication;
  const isIncomplete =
    tables && tables.loading + tables.queued + tables.errored > 0;
  return (
    migrationType === 'full-load' &&
    ENDED.includes(state) &&
    !isIncomplete &&
    (percent === 100 || /\bFULL_LOAD_ONLY_FINISHED\b/.test(stopReason ?? ''))
  );
}

/** Why a replication has not caught up, and what a person can do about it. */
export interface Shortcoming {
  reason: string;
  remedy: string;
}

/** Why the lag, whatever it is, does not tell how far the target is behind. */
export function whatIsMissing(
  status: JudgedReplication,
): Shortcoming | undefined {
  const faults = [tablesInError(status), notRunning(status)].filter(
    fault => fault !== undefined,
  );
  if (faults.length === 0) return unloaded(status);
  return {
    reason: faults.map(({ reason }) => reason).join(' '),
    // Tables are loaded again only while it runs, so the last comes first.
    remedy: faults[faults.length - 1].remedy,
  };
}

function tablesInError({
  id,
  tables,
}: JudgedReplication): Shortcoming | undefined {
  if (tables && tables.errored > 0) {
    return {
      reason: `${count(tables.errored, 'table')} of ${id} ${
        tables.errored === 1 ? 'has' : 'have'
      } an error, and ${tables.errored === 1 ? 'is' : 'are'} not replicated.`,
      remedy:
        'Find them among its tables, correct the cause, and load them again.',
    };
  }
  return undefined;
}

function notRunning({
  id,
  state,
  migrationType,
}: JudgedReplication): Shortcoming | undefined {
  if (state === 'unknown') {
    return {
      reason: `The state of ${id} is not known.`,
      remedy: 'Look at it in the DMS console.',
    };
  }
  if (state !== 'running') {
    return {
      reason: `${id} is ${state.replace(/_/g, ' ')}, not running${
        NOT_STARTED.includes(state) ? ': it has not been started' : ''
      }.`,
      remedy:
        migrationType === 'full-load' && !WAY_TO_RUN[state]
          ? "Start it, with 'reload-target' if it ran before, and wait until all tables are loaded; or delete it if nobody needs it."
          : WAY_TO_RUN[state] ??
            'Bring the replication to run and wait until it has caught up.',
    };
  }
  return undefined;
}

function unloaded(status: JudgedReplication): Shortcoming | undefined {
  const { id, migrationType, tables } = status;
  // Of one that only captures changes DMS tells a full load of 0 or 100 %, which means nothing.
  if (migrationType === 'cdc') return undefined;
  if (migrationType !== undefined && !KNOWN_TYPES.includes(migrationType)) {
    return {
      reason: `Whether ${id} follows the changes is not known: DMS does not tell its migration type.`,
      remedy: 'Look at it in the DMS console.',
    };
  }
  const wait = 'Wait until all tables are loaded.';
  const percent = status.fullLoadProgressPercent;
  if (percent === undefined || Number.isNaN(percent)) {
    return {
      reason: `How much of the tables ${id} has loaded is not known.`,
      remedy: 'Look at it in the DMS console.',
    };
  }
  if (percent < 100) {
    return {
      reason: `${id} has loaded ${percent} % of the tables.`,
      remedy: wait,
    };
  }
  if (!tables && migrationType === 'full-load-and-cdc') {
    return {
      reason: `Whether tables of ${id} have errors is not known.`,
      remedy: 'Look at its table statistics in the DMS console.',
    };
  }
  const unfinished = tables ? tables.loading + tables.queued : 0;
  if (unfinished > 0) {
    return {
      reason: `${id} still loads ${count(unfinished, 'table')}.`,
      remedy: wait,
    };
  }
  if (tables && tables.loaded === 0) {
    return {
      reason: `${id} replicates no table, as far as DMS tells.`,
      remedy:
        'Look at its table statistics in the DMS console, and whether its table mappings select the tables of the source.',
    };
  }
  if (migrationType === 'full-load') {
    return {
      reason: `${id} only loads once, and has not ended yet.`,
      remedy: wait,
    };
  }
  return undefined;
}

function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? '' : 's'}`;
}
