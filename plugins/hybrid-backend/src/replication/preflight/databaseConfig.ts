import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  SITES,
  type Site,
} from '@hybrid-platform/backstage-plugin-hybrid-common';

/** How the connection to a database is protected. */
export type DatabaseTls =
  | 'none'
  /** With the root certificates of RDS. */
  | 'amazon-rds'
  /** With the certificates that Node.js trusts. */
  | 'system'
  | { ca: string };

/** Where the preflight asks a database itself. Never logged, and never sent anywhere. */
export interface DatabaseConfig {
  host: string;
  port: number;
  user: string;
  password: string;
  tls: DatabaseTls;
  /** The user that DMS connects as, whose grants count. */
  dmsUser?: string;
}

export type PlatformDatabases = Partial<Record<Site, DatabaseConfig>>;

/** The databases of each platform, by the platform's id. */
export function readDatabases(
  root: Config,
  platformIds: string[],
): Record<string, PlatformDatabases> {
  return Object.fromEntries(
    platformIds.map(id => [
      id,
      readPlatformDatabases(root, `hybrid.platforms.${id}.databases`),
    ]),
  );
}

function readPlatformDatabases(root: Config, path: string): PlatformDatabases {
  const config = root.getOptionalConfig(path);
  const databases: PlatformDatabases = {};
  for (const key of config?.keys() ?? []) {
    const site = SITES.find(each => each === key);
    if (!site) {
      throw new InputError(
        `Invalid configuration at '${path}.${key}': must be one of ${SITES.join(
          ', ',
        )}`,
      );
    }
    databases[site] = readDatabase(
      config!.getConfig(key),
      site,
      `${path}.${key}`,
    );
  }
  return databases;
}

function readDatabase(
  config: Config,
  site: Site,
  path: string,
): DatabaseConfig {
  const port = config.getOptionalNumber('port') ?? 3306;
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new InputError(
      `Invalid configuration at '${path}.port': must be a whole number from 1 to 65535, is ${port}`,
    );
  }
  return {
    host: config.getString('host'),
    port,
    user: config.getString('user'),
    password: config.getString('password'),
    tls: readTls(config, site, path),
    dmsUser: config.getOptionalString('dmsUser'),
  };
}

/** RDS is asked in the clear by nobody; on-prem the VPN encrypts. */
function readTls(config: Config, site: Site, path: string): DatabaseTls {
  const value = config.getOptional('ssl');
  if (value === undefined) return site === 'aws' ? 'amazon-rds' : 'none';
  if (value === true) return 'system';
  if (value === false) return 'none';
  if (value === 'amazon-rds') return value;
  const ca = (value as { ca?: unknown } | null)?.ca;
  if (typeof ca === 'string' && ca.includes('BEGIN CERTIFICATE')) return { ca };
  throw new InputError(
    `Invalid configuration at '${path}.ssl': must be true, false, 'amazon-rds', or have a PEM certificate as 'ca'`,
  );
}
