import type { PreflightCheck } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { failed, passed, unknown, warning, type Subject } from './check';
import { valueOf, type DatabaseFacts } from './facts';
import { checkRetention } from './retention';
import {
  findVariable,
  howToKnow,
  isOn,
  sameValue,
  whyUnknown,
} from './variables';

/** What DMS needs of the source's binary log, to follow its changes. */
export function binlogChecks(source: DatabaseFacts): PreflightCheck[] {
  return [
    checkLogBin(source),
    checkValue(source, 'binlog_format', 'ROW', {
      id: 'binlog-format',
      title: 'The binary log is written by rows',
    }),
    checkValue(source, 'binlog_row_image', 'FULL', {
      id: 'binlog-row-image',
      title: 'The binary log has whole rows',
    }),
    checkValue(source, 'binlog_checksum', 'NONE', {
      id: 'binlog-checksum',
      title: 'The binary log has no checksums',
    }),
    checkRetention(source),
    checkServerId(source),
    checkReplica(source),
    ...checkPlain(source),
  ];
}

function checkLogBin(source: DatabaseFacts): PreflightCheck {
  const of = { id: 'log-bin', title: 'The source writes a binary log' };
  const instance = valueOf(source.rds);
  const switchOn = instance
    ? 'Set a backup retention of at least one day: RDS writes the binary log only then.'
    : 'Set log_bin in the configuration of the source, and restart it.';
  const found = findVariable(source, 'log_bin');
  if (found) {
    return isOn(found.value)
      ? passed(of, `log_bin is ${found.value} (${found.where}).`)
      : failed(of, `log_bin is ${found.value} (${found.where}).`, switchOn);
  }
  const days = instance?.backupRetentionDays;
  if (!instance || days === undefined) {
    return unknown(of, whyUnknown(source), howToKnow(source));
  }
  const evidence = `DescribeDBInstances: the backup retention of ${instance.identifier} is ${days} days`;
  return days > 0
    ? passed(of, `${evidence}, with which RDS writes one.`)
    : failed(of, `${evidence}, without which RDS writes none.`, switchOn);
}

function checkValue(
  source: DatabaseFacts,
  name: string,
  needed: string,
  of: Subject,
): PreflightCheck {
  const found = findVariable(source, name);
  if (!found) return unknown(of, whyUnknown(source), howToKnow(source));
  const evidence = `${name} is ${found.value} (${found.where}).`;
  if (sameValue(found.value, needed)) return passed(of, evidence);
  return failed(
    of,
    evidence,
    source.rds
      ? `Set ${name} = ${needed} in the parameter group of the platform repository, deploy it, and reboot the database.`
      : `Set ${name} = ${needed} in the configuration of the source, and restart it.`,
  );
}

function checkServerId(source: DatabaseFacts): PreflightCheck {
  const of = { id: 'server-id', title: 'The source has a server id' };
  const found = findVariable(source, 'server_id');
  if (found) {
    const evidence = `server_id is ${found.value} (${found.where}).`;
    return Number(found.value) >= 1
      ? passed(of, evidence)
      : failed(
          of,
          evidence,
          'Set server_id to 1 or more in the configuration of the source, and restart it.',
        );
  }
  return source.rds
    ? passed(of, 'RDS gives every instance a server id.')
    : unknown(of, whyUnknown(source), howToKnow(source));
}

/** A replica logs what it applies only when it is told to. */
function checkReplica(source: DatabaseFacts): PreflightCheck {
  const of = {
    id: 'log-slave-updates',
    title: 'What a replica applies is logged too',
  };
  const found = findVariable(source, 'log_slave_updates');
  const isReplica =
    valueOf(source.rds)?.isReplica ||
    valueOf(valueOf(source.mariaDb)?.isReplica);
  if (found && isOn(found.value)) {
    return passed(of, `log_slave_updates is ${found.value} (${found.where}).`);
  }
  if (isReplica === false) return passed(of, 'The source is no replica.');
  if (!found) return unknown(of, whyUnknown(source), howToKnow(source));
  const evidence = `log_slave_updates is ${found.value} (${found.where})`;
  const remedy =
    'Set log_slave_updates = ON in the configuration of the source, and restart it.';
  return isReplica
    ? failed(of, `${evidence}, and the source is a replica.`, remedy)
    : warning(
        of,
        `${evidence}, and whether the source is a replica is not known.`,
        remedy,
      );
}

/** DMS reads neither compressed nor encrypted events; only the server tells. */
function checkPlain(source: DatabaseFacts): PreflightCheck[] {
  const of = {
    id: 'binlog-plain',
    title: 'The binary log is neither compressed nor encrypted',
  };
  const found = ['log_bin_compress', 'encrypt_binlog'].flatMap(name => {
    const variable = findVariable(source, name);
    return variable ? [{ name, ...variable }] : [];
  });
  if (found.length === 0) return [];
  const evidence = `${found
    .map(({ name, value }) => `${name} is ${value}`)
    .join(', ')} (${found[0].where}).`;
  const wrong = found.filter(({ value }) => isOn(value));
  return [
    wrong.length === 0
      ? passed(of, evidence)
      : failed(
          of,
          evidence,
          `Set ${wrong
            .map(({ name }) => `${name} = OFF`)
            .join(
              ' and ',
            )} in the configuration of the source, and restart it.`,
        ),
  ];
}
