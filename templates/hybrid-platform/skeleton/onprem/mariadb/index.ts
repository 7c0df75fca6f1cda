import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlatformConfig } from '../../lib/config';
import { lines, type RenderedFile } from '../files';
import { dmsGrants } from './grants';
import { receives, serverConfig } from './server';

/** Hours that RDS keeps its binary log; it keeps none unless it is told so. */
export const RDS_BINLOG_RETENTION_HOURS = 72;

/**
 * The databases' side of the replication: `on-prem/` for the MariaDB server on-prem, `rds/` for
 * what CloudFormation cannot set on RDS.
 */
export function mariadbFiles(config: PlatformConfig): RenderedFile[] {
  const server = {
    path: 'on-prem/90-hybrid-platform.cnf',
    text: serverConfig(config),
  };
  if (config.data.replication?.enabled !== true) return [server];
  const onPremRole = receives(config) ? 'target' : 'source';
  const rdsRole = receives(config) ? 'source' : 'target';
  return [
    server,
    {
      path: 'on-prem/grants.sql',
      text: dmsGrants(config, { role: onPremRole, requireTls: false }),
    },
    {
      path: 'rds/grants.sql',
      text: dmsGrants(config, { role: rdsRole, requireTls: true }),
    },
    ...(rdsRole === 'source'
      ? [{ path: 'rds/binlog-retention.sql', text: binlogRetention() }]
      : []),
    applyGrants(),
  ];
}

export function binlogRetention(): string {
  return lines(
    '-- RDS deletes its binary log as soon as it can, and DMS would lose its place.',
    `CALL mysql.rds_set_configuration('binlog retention hours', ${RDS_BINLOG_RETENTION_HOURS});`,
    'CALL mysql.rds_show_configuration;',
  );
}

export function applyGrants(): RenderedFile {
  return {
    path: 'apply-grants',
    text: readFileSync(join(__dirname, 'static/apply-grants'), 'utf8'),
    executable: true,
  };
}
