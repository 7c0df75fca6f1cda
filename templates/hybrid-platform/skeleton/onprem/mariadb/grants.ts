import { addressAndMask } from '../addresses';
import type { PlatformConfig } from '../../lib/config';
import { lines } from '../files';

/** What DMS does with a database. */
export type DmsRole = 'source' | 'target';

/** The database user of DMS, on both sites; `lib/data` puts the same name into its secrets. */
export const DMS_USER = 'dms';

/** Where DMS keeps its own tables on a target. */
export const DMS_CONTROL_SCHEMA = 'awsdms_control';

const TARGET_PRIVILEGES =
  'ALTER, CREATE, DROP, INDEX, INSERT, UPDATE, DELETE, SELECT';

export interface GrantOptions {
  role: DmsRole;
  /** On RDS, which demands TLS; on-prem the VPN encrypts. */
  requireTls: boolean;
}

/**
 * The user of DMS with what its role needs and no more, reachable from the VPC only. The
 * password is in `@dms_password`, which `apply-grants` sets: it is in no file. Safe to repeat:
 * a second run sets the password anew and takes back what an earlier role had.
 */
export function dmsGrants(
  { data, network }: PlatformConfig,
  { role, requireTls }: GrantOptions,
): string {
  const user = `'${DMS_USER}'@'${addressAndMask(network.vpcCidr)}'`;
  const schema = `\`${data.database.name}\``;
  const execute = (statement: string) =>
    `EXECUTE IMMEDIATE CONCAT("${statement} ${user} IDENTIFIED BY ", QUOTE(@dms_password)${
      requireTls ? ', " REQUIRE SSL"' : ''
    });`;
  return lines(
    `-- DMS's user, for a database that is the ${role} of the replication.`,
    `CREATE DATABASE IF NOT EXISTS ${schema} CHARACTER SET utf8mb4;`,
    execute('CREATE USER IF NOT EXISTS'),
    execute('ALTER USER'),
    `REVOKE ALL PRIVILEGES, GRANT OPTION FROM ${user};`,
    ...(role === 'source'
      ? [
          `GRANT REPLICATION CLIENT, REPLICATION SLAVE ON *.* TO ${user};`,
          `GRANT SELECT ON ${schema}.* TO ${user};`,
        ]
      : [
          `GRANT ${TARGET_PRIVILEGES} ON ${schema}.* TO ${user};`,
          `GRANT ALL PRIVILEGES ON \`${DMS_CONTROL_SCHEMA}\`.* TO ${user};`,
        ]),
  );
}
