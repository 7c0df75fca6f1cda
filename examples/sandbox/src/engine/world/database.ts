import type { PlatformConfig } from '../platformConfig';
import type { DatabaseParameter, World } from '../../model';
import { hex, naming } from '../naming';
import { DATABASE } from './tables';
import { tag } from './tagging';

/** The newest patch of each version that the platform repository can deploy. */
const VERSIONS = { '10.11': '10.11.16', '11.4': '11.4.10' };

/** What the platform repository sets, as DMS needs it. */
const SET: [name: string, value: string, applyType: 'static' | 'dynamic'][] = [
  ['binlog_checksum', 'NONE', 'dynamic'],
  ['binlog_format', 'ROW', 'dynamic'],
  ['binlog_row_image', 'FULL', 'dynamic'],
  ['local_infile', '1', 'dynamic'],
  ['require_secure_transport', '1', 'dynamic'],
];

/** What RDS itself sets, and nobody can change. */
const SYSTEM: [name: string, value: string][] = [
  ['basedir', '/rdsdbbin/mariadb'],
  ['datadir', '/rdsdbdata/db/'],
  ['expire_logs_days', '0'],
  ['log_bin_index', '/rdsdbdata/log/binlog/mysql-bin-changelog.index'],
  ['log_slave_updates', '1'],
  ['port', '{EndPointPort}'],
  ['server_id', '{ServerId}'],
  ['socket', '/tmp/mysql.sock'],
];

/** A part of the several hundred that RDS lists without a value of its own. */
const DEFAULTS = [
  'autocommit',
  'bulk_insert_buffer_size',
  'character_set_client',
  'character_set_database',
  'character_set_server',
  'collation_server',
  'connect_timeout',
  'event_scheduler',
  'general_log',
  'group_concat_max_len',
  'innodb_flush_log_at_trx_commit',
  'innodb_lock_wait_timeout',
  'interactive_timeout',
  'log_bin_compress',
  'long_query_time',
  'lower_case_table_names',
  'max_allowed_packet',
  'max_connections',
  'net_read_timeout',
  'net_write_timeout',
  'sort_buffer_size',
  'sql_mode',
  'sync_binlog',
  'time_zone',
  'tx_isolation',
  'wait_timeout',
];

/** The host name of the database on AWS. */
export function databaseAddress(world: World): string {
  const { platformId, accountId, region } = world;
  return `${platformId}.c${hex(
    `${accountId}/${region}/rds`,
    11,
  )}.${region}.rds.amazonaws.com`;
}

/** MariaDB on RDS, with its parameter group. */
export function addDatabase(world: World, platform: PlatformConfig): void {
  const { database } = platform.data;
  const names = naming(world);
  const group = `${world.platformId}-parameters`;
  world.rds.parameterGroups.set(group, {
    arn: names.arn('rds', `pg:${group}`),
    name: group,
    family: `mariadb${database.version}`,
    description: `${world.platformId}: MariaDB as DMS needs it`,
    parameters: parameters(),
  });
  const arn = names.arn('rds', `db:${world.platformId}`);
  world.rds.instances.set(arn, {
    arn,
    identifier: world.platformId,
    engine: 'mariadb',
    engineVersion: VERSIONS[database.version],
    instanceClass: database.instanceClass,
    databaseName: DATABASE,
    address: databaseAddress(world),
    port: 3306,
    status: 'available',
    backupRetentionDays: database.backupRetentionDays,
    multiAz: database.multiAz,
    parameterGroup: group,
    parameterStatus: 'in-sync',
  });
  tag(world, arn);
  tag(world, names.arn('rds', `pg:${group}`));
}

function parameters(): DatabaseParameter[] {
  return [
    ...SET.map(([name, value, applyType]) => ({
      name,
      value,
      applyType,
      source: 'user' as const,
      dataType: 'string' as const,
    })),
    ...SYSTEM.map(([name, value]) => ({
      name,
      value,
      applyType: 'static' as const,
      source: 'system' as const,
      dataType: 'string' as const,
    })),
    ...DEFAULTS.map(name => ({
      name,
      applyType: 'dynamic' as const,
      source: 'engine-default' as const,
      dataType: 'string' as const,
    })),
  ];
}
