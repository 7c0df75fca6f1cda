import type {
  PlatformStatus,
  PreflightReport,
  ReplicationStatus,
} from '@hybrid-platform/backstage-plugin-hybrid-common';

/** The replication of the example in its steady state. */
export function aReplication(
  overrides: Partial<ReplicationStatus> = {},
): ReplicationStatus {
  return {
    id: 'shop-aws-to-on-prem',
    type: 'task',
    state: 'running',
    migrationType: 'full-load-and-cdc',
    fullLoadProgressPercent: 100,
    lagSeconds: 4,
    receivingSite: 'on-prem',
    tables: { loaded: 42, loading: 0, queued: 0, errored: 0 },
    endpoints: [
      {
        role: 'source',
        id: 'shop-rds',
        engine: 'mariadb',
        server: 'shop.cluster.ap-northeast-2.rds.amazonaws.com',
        site: 'aws',
        connection: 'successful',
      },
      {
        role: 'target',
        id: 'shop-on-prem',
        engine: 'mariadb',
        server: '192.168.10.20',
        site: 'on-prem',
        connection: 'successful',
      },
    ],
    actions: [
      {
        action: 'start',
        possible: false,
        reason: 'The replication is running already.',
      },
      { action: 'stop', possible: true },
      { action: 'reload', possible: true },
      { action: 'test', possible: true },
    ],
    entityRef: 'system:default/shop',
    ...overrides,
  };
}

/** The same, stopped by somebody. */
export function aStoppedReplication(
  overrides: Partial<ReplicationStatus> = {},
): ReplicationStatus {
  return aReplication({
    state: 'stopped',
    lagSeconds: undefined,
    stopReason: 'NORMAL',
    problem: {
      message: 'Somebody stopped the replication.',
      remedy: 'Resume it before the source deletes its binary logs.',
    },
    actions: [
      { action: 'start', possible: true, startType: 'resume-processing' },
      { action: 'stop', possible: false, reason: 'It is stopped already.' },
      {
        action: 'reload',
        possible: false,
        reason: 'Tables are reloaded only while it runs.',
      },
      { action: 'test', possible: true },
    ],
    ...overrides,
  });
}

/** A preflight with one failed check. */
export function aPreflight(
  overrides: Partial<PreflightReport> = {},
): PreflightReport {
  return {
    replicationId: 'shop-aws-to-on-prem',
    checkedAt: new Date().toISOString(),
    ready: false,
    checks: [
      {
        id: 'backups',
        title: 'Automated backups are on',
        result: 'passed',
        evidence: 'BackupRetentionPeriod of shop is 7 days.',
      },
      {
        id: 'binlog-format',
        title: 'Binary logs have rows',
        result: 'failed',
        evidence: 'binlog_format is MIXED (SHOW GLOBAL VARIABLES).',
        remedy: 'Set binlog_format to ROW in the parameter group.',
      },
    ],
    ...overrides,
  };
}

/** A platform with its infrastructure. */
export function aPlatformStatus(
  overrides: Partial<PlatformStatus> = {},
): PlatformStatus {
  return {
    id: 'shop',
    accountId: '111122223333',
    region: 'ap-northeast-2',
    services: 6,
    snapshot: {
      takenAt: new Date().toISOString(),
      ageSeconds: 3,
      stale: false,
    },
    serviceStatuses: [],
    brokenServices: [],
    replications: [],
    tunnels: [
      {
        connectionId: 'vpn-0a1b2c3d',
        outsideIpAddress: '198.51.100.1',
        state: 'up',
      },
      {
        connectionId: 'vpn-0a1b2c3d',
        outsideIpAddress: '198.51.100.2',
        state: 'up',
      },
    ],
    dns: [
      {
        name: 'shop.example.com',
        type: 'A',
        zone: 'shop.example.com',
        target: 'shop-123.ap-northeast-2.elb.amazonaws.com',
        health: 'healthy',
      },
    ],
    ...overrides,
  };
}
