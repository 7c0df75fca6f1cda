import type { ReplicationStatus } from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { ReplicationFacts } from './facts';
import { MAKE_AGAIN } from './remedies';

/** What a failure or a stop means, and what to do about it. */
export type Explanation = NonNullable<ReplicationStatus['problem']>;

interface KnownFailure extends Explanation {
  /** Any of DMS's and MariaDB's words for it. */
  words: RegExp;
}

const BINLOG_PURGED: KnownFailure = {
  words:
    /\b1236\b|could not find first log file|bin(ary )?log\S* .*(purged|no longer (exists|available)|not found|is missing)/i,
  message:
    'The source has purged the binary log that the replication would go on from.',
  remedy:
    "Keep binary logs for longer (on RDS: CALL mysql.rds_set_configuration('binlog retention hours', 24), elsewhere expire_logs_days), then start with 'reload-target', which loads every table again.",
};

/** From the particular to the general: the first whose words occur is the one. */
const KNOWN: KnownFailure[] = [
  BINLOG_PURGED,
  {
    words: /access denied|\b(1044|1045|1142|1227)\b|insufficient privilege/i,
    message: 'A database refuses the user or a statement of DMS.',
    remedy:
      "Compare the password with the endpoint's secret, and apply the grants for DMS again.",
  },
  {
    words: /secret/i,
    message: 'DMS cannot read the secret with the password of an endpoint.',
    remedy:
      "Check that the secret exists, that the endpoint's role may read it, and that DMS reaches Secrets Manager.",
  },
  {
    words: /\bSSL\b|\bTLS\b|certificate|secure.transport/i,
    message: 'DMS and a database do not agree on TLS.',
    remedy:
      "Let the endpoint's SSL mode and certificate fit what the database demands: with require_secure_transport it takes no connection without.",
  },
  {
    words: /lock wait timeout|deadlock|\b(1205|1213)\b/i,
    message: 'Somebody else held locks that DMS waited for.',
    remedy: 'Find the long transaction in the database, then start it again.',
  },
  {
    words: /unknown database|\b1049\b/i,
    message: 'The database that the endpoint names does not exist.',
    remedy: 'Create it, or correct the endpoint.',
  },
  {
    words:
      /can(no|')t connect|\b(2002|2003|2005)\b|unknown mysql server host|network error|timed? ?out|unreachable|connection refused|failed to connect/i,
    message: 'DMS does not reach a database.',
    remedy:
      'Look at the VPN tunnels, at the security group and firewalls on the way, and whether the database runs; then test the connections.',
  },
  {
    words: /lost connection|gone away|\b(2006|2013)\b/i,
    message: 'A database ended the connection in the middle.',
    remedy:
      'Look for a restart of the database or a change of VPN tunnel, and at net_read_timeout, net_write_timeout and max_allowed_packet; then start it again.',
  },
  {
    words:
      /binlog_format|row.based (binary )?log|statement.based|BINLOG_FORMAT/i,
    message: 'The source does not write its binary log by rows.',
    remedy: 'Set binlog_format = ROW, and restart the database.',
  },
  {
    words: /binlog_row_image|row image/i,
    message: 'The binary log does not have whole rows.',
    remedy: 'Set binlog_row_image = FULL.',
  },
  {
    words: /checksum/i,
    message: 'DMS cannot read the checksums of the binary log.',
    remedy: 'Set binlog_checksum = NONE.',
  },
  {
    words: /bin(ary )?log(ging)?\b|log_bin|\b1381\b/i,
    message: 'The source writes no binary log, or none that DMS can read.',
    remedy:
      'Switch log_bin on; on RDS that is a backup retention of at least one day.',
  },
  {
    words: /duplicate (entry|key)|\b1062\b/i,
    message: 'The target has a row that the source would insert.',
    remedy:
      'Somebody wrote to the target. Find out who, load the table again, and let only DMS write there.',
  },
  {
    words: /foreign key|\b(1451|1452)\b/i,
    message: 'A foreign key of the target keeps a row from being written.',
    remedy:
      "Let the target endpoint's attributes have Initstmt=SET FOREIGN_KEY_CHECKS=0.",
  },
  {
    words: /(table|column) .*does ?n[o']t exist|\b(1146|1054)\b/i,
    message: 'The target lacks a table or a column of the source.',
    remedy: 'Change the tables on both sites alike, then load the table again.',
  },
  {
    words:
      /data too long|out of range|incorrect .* value|\b(1264|1292|1366|1406)\b/i,
    message: 'A value does not fit the column of the target.',
    remedy: 'Let both sites have the same columns, sizes and character set.',
  },
  {
    words: /LOW_DISK|no space left|disk( is)? full|storage.?full/i,
    message: 'The replication instance has no storage left.',
    remedy:
      'Give it more storage, and look for a long transaction that keeps changes there.',
  },
  {
    words: /LOW_MEMORY|out of memory/i,
    message: 'The replication instance has no memory left.',
    remedy: 'Take a larger instance class, or fewer tables at a time.',
  },
  {
    words: /capacity|provision/i,
    message: 'DMS could not provide the capacity.',
    remedy:
      'Check the subnets and the largest number of capacity units, then start it again.',
  },
  {
    words: /validation/i,
    message: 'Rows of the two sites differ, or could not be compared.',
    remedy:
      'Look at the validation state of the tables, and load those that differ again.',
  },
];

/** DMS's reasons for a stop; null for those that somebody wanted. */
const STOP_REASONS: Record<string, Explanation | null> = {
  NORMAL: null,
  STOPPED_AT_SERVER_TIME: null,
  STOPPED_AT_COMMIT_TIME: null,
  STOPPED_AFTER_DDL_APPLY: null,
  FULL_LOAD_ONLY_FINISHED: {
    message: 'The full load has ended, and changes are not followed.',
    remedy:
      'Nothing, if that was the purpose; otherwise replicate changes too.',
  },
  STOPPED_AFTER_FULL_LOAD: {
    message:
      'It stopped after the full load, as its settings say, without the changes made meanwhile.',
    remedy: 'Start it to follow the changes.',
  },
  STOPPED_AFTER_CACHED_EVENTS: {
    message:
      'It stopped after the full load, as its settings say, with the changes made meanwhile.',
    remedy: 'Start it to follow the changes.',
  },
  RECOVERABLE_ERROR: {
    message: 'It stopped after an error that may pass, tried in vain for long.',
    remedy: 'Test the connections, then start it again.',
  },
  FATAL_ERROR: {
    message: 'It stopped after an error that does not pass by itself.',
    remedy: "Find the error in the task's log in CloudWatch, then start it.",
  },
  STOPPED_DUE_TO_LOW_MEMORY: known('LOW_MEMORY'),
  STOPPED_DUE_TO_LOW_DISK: known('LOW_DISK'),
  EXPRESS_LICENSE_LIMITS_REACHED: {
    message: 'A limit of the licence is reached.',
    remedy: 'Ask AWS Support.',
  },
  RECONFIGURATION_RESTART: {
    message: 'DMS restarts it because its configuration changed.',
    remedy: 'Wait a few minutes; start it if it does not start by itself.',
  },
  RECYCLE_TASK: {
    message: 'DMS moves it to other hardware.',
    remedy: 'Wait a few minutes; start it if it does not start by itself.',
  },
};

/** States that lead nowhere by themselves. */
const DEAD_ENDS: Record<string, Explanation> = {
  deleting: {
    message: 'DMS is deleting it.',
    remedy: `Nothing, if that is wanted. Otherwise wait until it is gone. ${MAKE_AGAIN}`,
  },
  'failed-move': {
    message: 'It could not be moved to another replication instance.',
    remedy: 'Move it again, or delete it, in the AWS console.',
  },
};

/** What is wrong with a replication, if something is. */
export function explain(facts: ReplicationFacts): Explanation | undefined {
  const { state, stopReason, failureMessage, endpoints, tables } = facts;
  const deadEnd = DEAD_ENDS[state];
  if (deadEnd) return deadEnd;
  const abnormal =
    state === 'failed' ||
    (state === 'stopped' &&
      stopReason &&
      explainStop(stopReason, facts.migrationType) !== null);
  if (abnormal) {
    return (
      (failureMessage && knownFailure(failureMessage)) ||
      (stopReason && explainStop(stopReason, facts.migrationType)) ||
      explainUnknown(failureMessage)
    );
  }
  const unreachable = endpoints.find(
    ({ connection }) => connection === 'failed',
  );
  if (unreachable) {
    return (
      knownFailure(unreachable.failureMessage ?? '') ?? {
        message: `The last connection test of the ${unreachable.role} ${unreachable.id} failed.`,
        remedy: 'Test the connections again, and see what DMS says.',
      }
    );
  }
  if (tables && tables.errored > 0) {
    return {
      message: `${tables.errored} of its tables ${
        tables.errored === 1 ? 'has an error and is' : 'have errors and are'
      } not replicated.`,
      remedy: 'Find them among its tables, correct the cause, and reload them.',
    };
  }
  return undefined;
}

/** Whether the source no longer has the log that a resumed replication would read. */
export function positionIsLost(failureMessage: string | undefined): boolean {
  return BINLOG_PURGED.words.test(failureMessage ?? '');
}

/** Null: it was to stop, and all is well. Undefined: not a reason that is known. */
function explainStop(
  stopReason: string,
  migrationType: string,
): Explanation | null | undefined {
  const reason = stopReason.replace(/^Stop Reason\s+/i, '').trim();
  // What only had to load its tables, and has, did what it is for.
  if (reason === 'FULL_LOAD_ONLY_FINISHED' && migrationType === 'full-load') {
    return null;
  }
  return STOP_REASONS[reason];
}

function knownFailure(text: string): Explanation | undefined {
  const found = KNOWN.find(({ words }) => words.test(text));
  return found && { message: found.message, remedy: found.remedy };
}

function known(text: string): Explanation {
  return knownFailure(text)!;
}

function explainUnknown(failureMessage: string | undefined): Explanation {
  return {
    message: failureMessage
      ? `It failed: ${failureMessage}`
      : 'It failed, and DMS does not say why.',
    remedy: "Find the error in the replication's log in CloudWatch.",
  };
}
