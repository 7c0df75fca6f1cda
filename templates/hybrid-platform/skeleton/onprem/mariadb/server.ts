import { onPremDatabaseOf, type PlatformConfig } from '../../lib/config';
import { lines } from '../files';

/**
 * MariaDB on-prem, as DMS needs it. The binary log is on in both directions, so that turning
 * the replication round for a fail-back needs no restart.
 */
export function serverConfig(config: PlatformConfig): string {
  const { address, port } = onPremDatabaseOf(config);
  return lines(
    '# Over /etc/mysql/mariadb.conf.d/, which is read in order.',
    '[mariadbd]',
    `bind_address = ${address}`,
    `port = ${port}`,
    '# Grants name addresses, and a DNS that fails must not keep DMS out.',
    'skip_name_resolve = ON',
    'character_set_server = utf8mb4',
    '',
    '# What DMS reads: whole rows, in plain and uncompressed events.',
    'server_id = 1',
    'log_bin = mariadb-bin',
    'log_bin_index = mariadb-bin.index',
    'binlog_format = ROW',
    'binlog_row_image = FULL',
    'binlog_checksum = NONE',
    'log_bin_compress = OFF',
    'encrypt_binlog = OFF',
    '# Also what a replica applies: DMS may read from one.',
    'log_slave_updates = ON',
    '# DMS reads on after a stop of up to three days, such as a weekend.',
    'expire_logs_days = 3',
    'sync_binlog = 1',
    'innodb_flush_log_at_trx_commit = 1',
    '',
    '# A full load into this server is done with LOAD DATA LOCAL.',
    `local_infile = ${receives(config) ? 'ON' : 'OFF'}`,
    '# Rows with large objects arrive in one packet.',
    'max_allowed_packet = 64M',
  );
}

/** Whether DMS writes to the server on-prem. */
export function receives({ data }: PlatformConfig): boolean {
  return (
    data.replication?.enabled === true &&
    data.replication.direction === 'aws-to-on-prem'
  );
}
