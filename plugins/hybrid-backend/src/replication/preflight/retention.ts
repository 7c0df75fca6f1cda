import type { PreflightCheck } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { failed, passed, unknown, warning } from './check';
import { valueOf, type DatabaseFacts } from './facts';
import { findVariable, howToKnow, whyUnknown } from './variables';

const DAY_S = 24 * 60 * 60;

const OF = {
  id: 'binlog-retention',
  title: 'Binary logs are kept for a day at least',
};

const SET_HOURS =
  "CALL mysql.rds_set_configuration('binlog retention hours', 24), for as long as the replication may be stopped.";

/** After a longer stop than this the replication could not be resumed. */
export function checkRetention(source: DatabaseFacts): PreflightCheck {
  return source.rds ? onRds(source) : elsewhere(source);
}

/** RDS removes logs as soon as it can, unless it is told to keep them. */
function onRds(source: DatabaseFacts): PreflightCheck {
  const server = valueOf(source.mariaDb);
  if (!server) {
    return unknown(
      OF,
      `${whyUnknown(source)} RDS tells it in SQL only.`,
      `${howToKnow(source)} Or make sure by hand: ${SET_HOURS}`,
    );
  }
  const asked = server.rdsRetentionHours;
  if (!asked || 'why' in asked) {
    return unknown(
      OF,
      `Not known: ${asked?.why ?? 'it was not asked'}.`,
      `Make sure by hand: ${SET_HOURS}`,
    );
  }
  const hours = asked.value;
  const evidence = `'binlog retention hours' is ${
    hours ?? 'NULL'
  } (mysql.rds_configuration on ${server.address})`;
  if (hours === null) {
    return failed(OF, `${evidence}: logs are not kept.`, SET_HOURS);
  }
  return hours >= 24
    ? passed(OF, `${evidence}.`)
    : warning(OF, `${evidence}.`, SET_HOURS);
}

function elsewhere(source: DatabaseFacts): PreflightCheck {
  const seconds = findVariable(source, 'binlog_expire_logs_seconds');
  const days = findVariable(source, 'expire_logs_days');
  const found = seconds ?? days;
  if (!found) return unknown(OF, whyUnknown(source), howToKnow(source));
  const kept = seconds ? Number(seconds.value) : Number(days!.value) * DAY_S;
  const evidence = `${
    seconds ? 'binlog_expire_logs_seconds' : 'expire_logs_days'
  } is ${found.value} (${found.where}).`;
  const remedy =
    'Set expire_logs_days = 3, or as long as the replication may be stopped.';
  if (kept === 0) {
    return warning(
      OF,
      `${evidence} Logs are never removed.`,
      `${remedy} Without, they fill the disk.`,
    );
  }
  return kept >= DAY_S ? passed(OF, evidence) : failed(OF, evidence, remedy);
}
