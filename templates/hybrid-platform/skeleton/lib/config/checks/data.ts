import type { PlatformConfig } from '../platform';

export function checkData({
  data,
}: PlatformConfig): [path: string, message: string][] {
  const { database, replication } = data;
  return replication?.enabled && database.backupRetentionDays === 0
    ? [
        [
          'data.database.backupRetentionDays',
          'must be at least 1 while replication is enabled: without backups RDS writes no binary log, and ignores binlog_format=ROW in silence',
        ],
      ]
    : [];
}

export function checkDns({
  dns,
}: PlatformConfig): [path: string, message: string][] {
  const zone = dns.hostedZone?.name;
  return zone && dns.domain !== zone && !dns.domain.endsWith(`.${zone}`)
    ? [['dns.domain', `${dns.domain} is not in the hosted zone ${zone}`]]
    : [];
}
