import { HYBRID_TAGS } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { MAKE_AGAIN, tagCommand } from '../remedies';
import { valueOf, type DatabaseFacts } from './facts';

/** A server variable's value, and where it was found. */
export interface Found {
  value: string;
  where: string;
}

/** What RDS for MariaDB runs with where a parameter group leaves it alone. */
const RDS_DEFAULTS: Record<string, string> = {
  binlog_checksum: 'CRC32',
  binlog_format: 'MIXED',
  binlog_row_image: 'FULL',
  local_infile: '1',
  log_slave_updates: '1',
  require_secure_transport: '0',
};

/** What the server says, or else what its parameter group says. */
export function findVariable(
  { mariaDb, rds }: DatabaseFacts,
  name: string,
): Found | undefined {
  const server = valueOf(mariaDb);
  const actual = server?.variables.get(name);
  if (server && actual !== undefined) {
    return {
      value: actual,
      where: `SHOW GLOBAL VARIABLES on ${server.address}`,
    };
  }
  const instance = valueOf(rds);
  const parameters = valueOf(instance?.parameters);
  if (!instance || !parameters) return undefined;
  const group = `the RDS parameter group ${instance.parameterGroup?.name}`;
  const set = parameters.get(name);
  if (set !== undefined) return { value: set, where: group };
  const value = RDS_DEFAULTS[name];
  return value === undefined
    ? undefined
    : { value, where: `${group} leaves it at RDS's default` };
}

/** Why a variable is not known. */
export function whyUnknown({ mariaDb, rds, site }: DatabaseFacts): string {
  const reasons: string[] = [];
  if (!site) {
    reasons.push(
      "the endpoint has no tag 'hybrid-platform:site', so its database is not known",
    );
  } else if (!mariaDb) {
    reasons.push('no connection to the database is configured');
  } else if ('why' in mariaDb) reasons.push(mariaDb.why);
  if (rds && 'why' in rds) reasons.push(rds.why);
  const parameters = valueOf(rds)?.parameters;
  if (parameters && 'why' in parameters) reasons.push(parameters.why);
  return `Not known: ${reasons.join('; ') || 'the database does not tell'}.`;
}

/** What a person can do so that it is known. */
export function howToKnow({
  mariaDb,
  endpointArn,
  site,
}: DatabaseFacts): string {
  if (!site) {
    return endpointArn
      ? `Say by '${tagCommand(
          endpointArn,
          HYBRID_TAGS.site,
          '<on-prem or aws>',
        )}' where the database is: deploying the platform repository again does not put back a tag.`
      : MAKE_AGAIN;
  }
  return mariaDb
    ? 'Correct what keeps the backend from the database, and look again.'
    : `Configure 'hybrid.platforms.<id>.databases.${site}' in the app-config, so that the database can be asked.`;
}

export function isOn(value: string): boolean {
  return plain(value) === '1';
}

/** MariaDB's and AWS's ways to write the same value: `1` and `ON`, any case. */
export function sameValue(a: string, b: string): boolean {
  return plain(a) === plain(b);
}

function plain(value: string): string {
  return value
    .trim()
    .toLowerCase()
    .replace(/^(on|true|yes)$/, '1')
    .replace(/^(off|false|no)$/, '0');
}
