import type { ReplicationFacts } from '../facts';
import { runChecks } from './checks';
import { isSupported } from './databaseChecks';
import type {
  DatabaseFacts,
  MariaDbFacts,
  PreflightFacts,
  RdsFacts,
} from './facts';

const GOOD = {
  log_bin: 'ON',
  binlog_format: 'ROW',
  binlog_row_image: 'FULL',
  binlog_checksum: 'NONE',
  expire_logs_days: '3.000000',
  server_id: '1',
  log_slave_updates: 'ON',
  log_bin_compress: 'OFF',
  encrypt_binlog: 'OFF',
  local_infile: 'ON',
  require_secure_transport: 'OFF',
  character_set_server: 'utf8mb4',
  collation_server: 'utf8mb4_general_ci',
  time_zone: 'SYSTEM',
  system_time_zone: 'UTC',
};

const mariaDb = (
  variables: Record<string, string> = {},
  changes: Partial<MariaDbFacts> = {},
): { value: MariaDbFacts } => ({
  value: {
    address: 'db:3306',
    version: '11.4.10-MariaDB-log',
    variables: new Map(Object.entries({ ...GOOD, ...variables })),
    grants: { value: ['GRANT ALL PRIVILEGES ON *.* TO `dms`@`%`'] },
    dmsUser: 'dms',
    isReplica: { value: false },
    ...changes,
  },
});

const rds = (
  parameters: Record<string, string> = {},
  changes: Partial<RdsFacts> = {},
): { value: RdsFacts } => ({
  value: {
    identifier: 'shop',
    engine: 'mariadb',
    engineVersion: '11.4.10',
    backupRetentionDays: 7,
    isReplica: false,
    parameterGroup: { name: 'shop-parameters', status: 'in-sync' },
    parameters: {
      value: new Map(
        Object.entries({
          binlog_format: 'ROW',
          binlog_row_image: 'FULL',
          binlog_checksum: 'NONE',
          require_secure_transport: '1',
          ...parameters,
        }),
      ),
    },
    ...changes,
  },
});

const replication: ReplicationFacts = {
  arn: 'arn:aws:dms:ap-northeast-2:111122223333:task:A',
  id: 'shop',
  type: 'task',
  state: 'stopped',
  migrationType: 'full-load-and-cdc',
  everStarted: true,
  endpoints: (['source', 'target'] as const).map(role => ({
    arn: role,
    role,
    id: `shop-${role}`,
    engine: 'mariadb',
    connection: 'successful' as const,
    sslMode: 'verify-ca',
  })),
};

/** On-prem to on-prem, and everything as it must be. */
const good: PreflightFacts = {
  replication,
  settings: { value: { schemas: ['shop'], fullLob: false, validation: true } },
  source: { role: 'source', site: 'on-prem', mariaDb: mariaDb() },
  target: { role: 'target', site: 'on-prem', mariaDb: mariaDb() },
};
const source = (changes: Partial<DatabaseFacts>): PreflightFacts => ({
  ...good,
  source: { ...good.source, ...changes },
});
const withVariables = (variables: Record<string, string>) =>
  source({ mariaDb: mariaDb(variables) });
const onRds = (
  facts: { value: RdsFacts } | { why: string },
  connection?: { value: MariaDbFacts },
) => source({ site: 'aws', rds: facts, mariaDb: connection });

const find = (facts: PreflightFacts, id: string) =>
  runChecks(facts).find(check => check.id === id);
const result = (facts: PreflightFacts, id: string) => find(facts, id)?.result;

describe('the preflight', () => {
  it('passes when everything is as it must be', () => {
    expect(runChecks(good).filter(check => check.result !== 'passed')).toEqual(
      [],
    );
  });

  it('has evidence for all, and a remedy for what is not passed', () => {
    const nothing: PreflightFacts = {
      replication: { ...replication, endpoints: [] },
      settings: { why: 'AWS denied it' },
      source: { role: 'source' },
      target: { role: 'target', site: 'aws', rds: { why: 'AWS denied it' } },
    };
    for (const facts of [good, nothing, onRds(rds()), withVariables({})]) {
      const checks = runChecks(facts);
      expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length);
      for (const check of checks) {
        expect(check.evidence).toMatch(/\S/);
        expect(Boolean(check.remedy)).toBe(check.result !== 'passed');
      }
    }
    expect(
      runChecks(nothing).filter(check => check.result === 'passed'),
    ).toEqual([]);
  });

  it.each<[string, string, PreflightFacts, string]>([
    ['log-bin', 'failed', withVariables({ log_bin: 'OFF' }), 'log_bin is OFF'],
    [
      'binlog-format',
      'failed',
      withVariables({ binlog_format: 'MIXED' }),
      'is MIXED',
    ],
    [
      'binlog-row-image',
      'failed',
      withVariables({ binlog_row_image: 'MINIMAL' }),
      'is MINIMAL',
    ],
    [
      'binlog-checksum',
      'failed',
      withVariables({ binlog_checksum: 'CRC32' }),
      'is CRC32',
    ],
    [
      'binlog-retention',
      'failed',
      withVariables({ expire_logs_days: '0.5' }),
      'is 0.5',
    ],
    [
      'binlog-retention',
      'warning',
      withVariables({ expire_logs_days: '0' }),
      'never removed',
    ],
    [
      'binlog-retention',
      'failed',
      withVariables({ binlog_expire_logs_seconds: '3600' }),
      'is 3600',
    ],
    [
      'binlog-retention',
      'passed',
      withVariables({ binlog_expire_logs_seconds: '86400' }),
      'is 86400',
    ],
    ['server-id', 'failed', withVariables({ server_id: '0' }), 'is 0'],
    [
      'binlog-plain',
      'failed',
      withVariables({ encrypt_binlog: 'ON' }),
      'encrypt_binlog is ON',
    ],
    [
      'alike',
      'warning',
      withVariables({ system_time_zone: 'KST' }),
      'time zone KST and UTC',
    ],
    [
      'source-version',
      'failed',
      source({ mariaDb: mariaDb({}, { version: '11.8.6-MariaDB' }) }),
      '11.8.6',
    ],
    [
      'source-version',
      'unknown',
      source({ mariaDb: mariaDb({}, { version: '8.0.40' }) }),
      '8.0.40',
    ],
    [
      'settings',
      'warning',
      {
        ...good,
        settings: { value: { schemas: [], fullLob: true, validation: true } },
      },
      'FullLobMode is true',
    ],
    [
      'settings',
      'warning',
      {
        ...good,
        settings: { value: { schemas: [], fullLob: false, validation: false } },
      },
      'EnableValidation is false',
    ],
  ])('%s: %s', (id, expected, facts, evidence) => {
    const check = find(facts, id)!;
    expect(check.result).toBe(expected);
    expect(check.evidence).toContain(evidence);
  });

  it('does not take for alike what neither database tells', () => {
    const { collation_server: _, ...silent } = GOOD;
    const variables = new Map(Object.entries(silent));
    const both = (more = {}) => ({
      ...good,
      source: { ...good.source, mariaDb: mariaDb({}, { variables }) },
      target: { ...good.target, mariaDb: mariaDb({}, { variables, ...more }) },
    });
    expect(find(both(), 'alike')).toMatchObject({
      result: 'unknown',
      evidence: 'Not known of both: collation.',
    });
    const other = new Map([...variables, ['system_time_zone', 'KST']]);
    expect(result(both({ variables: other }), 'alike')).toBe('warning');
  });

  it('asks for log_slave_updates of a replica only', () => {
    const off = { log_slave_updates: 'OFF' };
    const of = (isReplica: MariaDbFacts['isReplica']) =>
      result(
        source({ mariaDb: mariaDb(off, { isReplica }) }),
        'log-slave-updates',
      );
    expect(of({ value: false })).toBe('passed');
    expect(of({ value: true })).toBe('failed');
    expect(of({ why: 'the user may not ask' })).toBe('warning');
  });

  it('asks nothing of the binary log when nothing is followed', () => {
    const facts = {
      ...withVariables({ binlog_format: 'MIXED' }),
      replication: { ...replication, migrationType: 'full-load' },
    };
    expect(find(facts, 'binlog-format')).toBeUndefined();
    expect(
      find(
        { ...good, replication: { ...replication, migrationType: 'cdc' } },
        'local-infile',
      ),
    ).toBeUndefined();
  });

  describe('of a connection', () => {
    const tested = (
      connection: 'failed' | 'untested' | 'testing',
      type: 'task' | 'serverless' = 'task',
    ) =>
      result(
        {
          ...good,
          replication: {
            ...replication,
            type,
            endpoints: replication.endpoints.map(e => ({ ...e, connection })),
          },
        },
        'target-reachable',
      );

    it('fails when its test did, or when a task was never tested', () => {
      expect(tested('failed')).toBe('failed');
      expect(tested('untested')).toBe('failed');
      expect(tested('testing')).toBe('unknown');
    });

    it('cannot know of DMS Serverless, which tests when it starts', () => {
      expect(tested('untested', 'serverless')).toBe('unknown');
    });
  });

  describe('of a database on RDS', () => {
    it('believes its parameter group when nothing else is known', () => {
      const facts = onRds(rds());
      for (const id of [
        'log-bin',
        'binlog-format',
        'binlog-row-image',
        'binlog-checksum',
        'server-id',
        'log-slave-updates',
        'source-backups',
        'source-tls',
        'source-version',
        'source-parameter-drift',
      ]) {
        expect([id, result(facts, id)]).toEqual([id, 'passed']);
      }
      expect(find(facts, 'binlog-format')!.evidence).toBe(
        'binlog_format is ROW (the RDS parameter group shop-parameters).',
      );
      expect(result(facts, 'source-grants')).toBe('unknown');
      expect(result(facts, 'binlog-retention')).toBe('unknown');
    });

    it("takes RDS's default for what the group leaves alone", () => {
      const { value } = rds();
      const facts = onRds({
        value: { ...value, parameters: { value: new Map() } },
      });
      expect(result(facts, 'binlog-format')).toBe('failed');
      expect(find(facts, 'binlog-checksum')!.evidence).toBe(
        "binlog_checksum is CRC32 (the RDS parameter group shop-parameters leaves it at RDS's default).",
      );
    });

    it('fails without backups, without which there is no binary log', () => {
      const facts = onRds(rds({}, { backupRetentionDays: 0 }));
      expect(result(facts, 'source-backups')).toBe('failed');
      expect(result(facts, 'log-bin')).toBe('failed');
      const target = {
        ...good,
        target: { ...good.target, rds: rds({}, { backupRetentionDays: 0 }) },
      };
      expect(result(target, 'target-backups')).toBe('warning');
    });

    it('does not take backups that RDS does not tell of for none', () => {
      const unknown = rds({}, { backupRetentionDays: undefined });
      expect(result(onRds(unknown), 'source-backups')).toBe('unknown');
      expect(result(onRds(unknown), 'log-bin')).toBe('unknown');
    });

    it.each<[number | null, string]>([
      [null, 'failed'],
      [4, 'warning'],
      [24, 'passed'],
    ])('whose logs are kept for %s hours: %s', (hours, expected) => {
      const connection = mariaDb({}, { rdsRetentionHours: { value: hours } });
      expect(result(onRds(rds(), connection), 'binlog-retention')).toBe(
        expected,
      );
    });

    it('sees values that differ from the group, and a reboot that is due', () => {
      const drifted = find(
        onRds(
          rds(),
          mariaDb({ binlog_format: 'MIXED', require_secure_transport: 'ON' }),
        ),
        'source-parameter-drift',
      )!;
      expect(drifted).toMatchObject({
        result: 'failed',
        evidence:
          'SHOW GLOBAL VARIABLES against shop-parameters: binlog_format is MIXED and not ROW.',
      });
      const due = rds(
        {},
        { parameterGroup: { name: 'g', status: 'pending-reboot' } },
      );
      expect(result(onRds(due), 'source-parameter-drift')).toBe('warning');
    });

    it('does not take a formula, or another way to write a value, for a difference', () => {
      const facts = onRds(
        rds({ local_infile: '1', server_id: '{ServerId}' }),
        mariaDb({ require_secure_transport: 'ON' }),
      );
      expect(result(facts, 'source-parameter-drift')).toBe('passed');
    });

    it('fails when it takes TLS only and DMS speaks none', () => {
      const facts = onRds(rds());
      const endpoints = replication.endpoints.map(e => ({
        ...e,
        sslMode: 'none',
      }));
      expect(
        result(
          { ...facts, replication: { ...replication, endpoints } },
          'source-tls',
        ),
      ).toBe('failed');
    });

    it('says why when RDS does not tell', () => {
      const check = find(
        onRds({ why: 'AWS denied rds:DescribeDBInstances' }),
        'binlog-format',
      )!;
      expect(check.result).toBe('unknown');
      expect(check.evidence).toContain('AWS denied rds:DescribeDBInstances');
    });
  });

  it.each([
    [
      'whose endpoint names no site: the command that sets the tag',
      { site: undefined, mariaDb: undefined, endpointArn: 'arn:aws:dms:x' },
      /'aws dms add-tags-to-resource --resource-arn arn:aws:dms:x --tags Key=hybrid-platform:site,Value=/,
    ],
    [
      'whose endpoint is gone: what makes it again',
      { site: undefined, mariaDb: undefined },
      /does not make again what was deleted by hand/,
    ],
  ])('has a remedy that works for a database %s', (_, facts, remedy) => {
    expect(find(source(facts), 'binlog-format')).toMatchObject({
      result: 'unknown',
      remedy: expect.stringMatching(remedy),
    });
  });

  describe('of grants', () => {
    const granted = (...statements: string[]) =>
      find(
        source({ mariaDb: mariaDb({}, { grants: { value: statements } }) }),
        'source-grants',
      )!;

    it('names what lacks', () => {
      expect(granted('GRANT SELECT ON `shop`.* TO `dms`@`%`')).toMatchObject({
        result: 'failed',
        evidence:
          "SHOW GRANTS on db:3306: DMS's user 'dms' lacks BINLOG MONITOR ON *.*; REPLICATION SLAVE ON *.*.",
      });
    });

    it('does not pass while nobody knows which schemas are replicated', () => {
      const global =
        'GRANT BINLOG MONITOR, REPLICATION SLAVE ON *.* TO `dms`@`%`';
      const facts = source({
        mariaDb: mariaDb({}, { grants: { value: [global] } }),
      });
      expect(result(facts, 'source-grants')).toBe('failed');
      expect(
        find({ ...facts, settings: { why: 'AWS denied it' } }, 'source-grants'),
      ).toMatchObject({
        result: 'unknown',
        evidence: expect.stringMatching(/is not known: AWS denied it\.$/),
      });
    });

    it('does not judge what a role may give', () => {
      expect(granted('GRANT `replicator` TO `dms`@`%`').result).toBe('unknown');
    });
  });

  it.each([
    ['10.0.23', false],
    ['10.0.24', true],
    ['10.1.48', false],
    ['10.2.44-MariaDB', true],
    ['10.6.20', true],
    ['10.11.11-MariaDB-0+deb12u1', true],
    ['11.4.10', true],
    ['11.8.2', false],
    ['12.0.1', false],
    ['nonsense', false],
  ])('knows whether DMS supports MariaDB %s: %s', (version, expected) => {
    expect(isSupported(version)).toBe(expected);
  });
});
