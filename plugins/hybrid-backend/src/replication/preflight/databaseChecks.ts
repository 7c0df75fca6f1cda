import type { PreflightCheck } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { failed, passed, unknown, warning } from './check';
import { valueOf, type DatabaseFacts, type PreflightFacts } from './facts';
import { findVariable, howToKnow, isOn, whyUnknown } from './variables';

/** Of MariaDB; DMS's user guide lists no other. */
const SUPPORTED = ['10.2', '10.3', '10.4', '10.5', '10.6', '10.11', '11.4'];

/** What DMS needs of each database, besides its binary log. */
export function databaseChecks(facts: PreflightFacts): PreflightCheck[] {
  const { source, target, replication } = facts;
  return [
    checkVersion(source),
    checkVersion(target),
    ...checkBackups(source),
    ...checkBackups(target),
    ...(replication.migrationType === 'cdc' ? [] : [checkLocalInfile(target)]),
    ...checkTls(facts, source),
    ...checkTls(facts, target),
  ];
}

function checkVersion(database: DatabaseFacts): PreflightCheck {
  const { role, mariaDb, rds } = database;
  const of = {
    id: `${role}-version`,
    title: `DMS supports the version of the ${role}`,
  };
  const server = valueOf(mariaDb);
  const instance = valueOf(rds);
  const version = server?.version ?? instance?.engineVersion;
  if (!version) return unknown(of, whyUnknown(database), howToKnow(database));
  const evidence = server
    ? `SELECT VERSION() on ${server.address}: ${version}.`
    : `DescribeDBInstances: ${instance!.identifier} is ${
        instance!.engine
      } ${version}.`;
  const isMariaDb = server
    ? /mariadb/i.test(version)
    : instance!.engine === 'mariadb';
  if (!isMariaDb) {
    return unknown(
      of,
      evidence,
      "It is no MariaDB: look it up in DMS's user guide.",
    );
  }
  return isSupported(version)
    ? passed(of, evidence)
    : failed(
        of,
        evidence,
        `DMS supports MariaDB ${SUPPORTED.join(
          ', ',
        )}: take one of them on both sites.`,
      );
}

/** Of 10.0, from 10.0.24 on. */
export function isSupported(version: string): boolean {
  const [, release, patch] =
    /^(\d+\.\d+)\.(\d+)/.exec(version) ?? /^(\d+\.\d+)()/.exec(version) ?? [];
  if (release === '10.0') return Number(patch) >= 24;
  return SUPPORTED.includes(release);
}

function checkBackups({ role, rds }: DatabaseFacts): PreflightCheck[] {
  const instance = valueOf(rds);
  if (!instance) return [];
  const of = {
    id: `${role}-backups`,
    title: `The ${role} is backed up`,
  };
  const { identifier, backupRetentionDays: days } = instance;
  if (days === undefined) {
    return [
      unknown(
        of,
        `Not known: DescribeDBInstances does not tell the backup retention of ${identifier}.`,
        'Look at the instance in the RDS console.',
      ),
    ];
  }
  const evidence = `DescribeDBInstances: the backup retention of ${identifier} is ${days} days.`;
  if (days > 0) return [passed(of, evidence)];
  const remedy =
    'Set data.database.backupRetentionDays to 1 or more in the platform repository, and deploy it.';
  return [
    role === 'source'
      ? failed(of, evidence, remedy)
      : warning(of, evidence, remedy),
  ];
}

/** DMS loads the tables of a target with LOAD DATA LOCAL. */
function checkLocalInfile(target: DatabaseFacts): PreflightCheck {
  const of = {
    id: 'local-infile',
    title: 'The target takes a full load',
  };
  const found = findVariable(target, 'local_infile');
  if (!found) return unknown(of, whyUnknown(target), howToKnow(target));
  const evidence = `local_infile is ${found.value} (${found.where}).`;
  return isOn(found.value)
    ? passed(of, evidence)
    : failed(of, evidence, 'Set local_infile = ON on the target.');
}

/** A database that takes TLS only, and an endpoint that does not speak it, never meet. */
function checkTls(
  { replication }: PreflightFacts,
  database: DatabaseFacts,
): PreflightCheck[] {
  const { role } = database;
  const sslMode = replication.endpoints.find(e => e.role === role)?.sslMode;
  const found = findVariable(database, 'require_secure_transport');
  if (!sslMode || !found) return [];
  const of = {
    id: `${role}-tls`,
    title: `DMS speaks TLS with the ${role} if it must`,
  };
  const evidence = `require_secure_transport is ${found.value} (${found.where}), and the endpoint's SSL mode is ${sslMode}.`;
  return [
    isOn(found.value) && sslMode === 'none'
      ? failed(
          of,
          evidence,
          "Set the endpoint's SSL mode to verify-ca, with the certificate of the database's authority.",
        )
      : passed(of, evidence),
  ];
}
