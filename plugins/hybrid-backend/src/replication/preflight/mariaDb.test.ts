import type { PreflightReport } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { SHOP_CONFIG } from '@hybrid-platform/sandbox/testing';
import { withPlatform } from '../../__testUtils__/withBackend';
import { startBackend, type TestBackend } from '../../__testUtils__/backend';
import { startMariaDb, type TestMariaDb } from '../../__testUtils__/mariaDb';

/*
 * With real servers, which take some seconds to start. `checks/preflight-mariadb.sh` runs it;
 * by itself it needs mariadbd, and HYBRID_TEST_MARIADB=1.
 */
const describeWithServers =
  process.env.HYBRID_TEST_MARIADB === '1' ? describe : describe.skip;

const PASSWORD = 'secret-of-the-dms-user';
const CREATE = [
  'CREATE DATABASE shop',
  `CREATE USER dms@'127.0.0.1' IDENTIFIED BY '${PASSWORD}'`,
];
const SOURCE_GRANTS = [
  "GRANT REPLICATION CLIENT, REPLICATION SLAVE ON *.* TO dms@'127.0.0.1'",
  "GRANT SELECT ON shop.* TO dms@'127.0.0.1'",
];
const TARGET_GRANTS = [
  "GRANT ALTER, CREATE, DROP, INDEX, INSERT, UPDATE, DELETE, SELECT ON shop.* TO dms@'127.0.0.1'",
  "GRANT ALL PRIVILEGES ON awsdms_control.* TO dms@'127.0.0.1'",
];

describeWithServers('the preflight against a real MariaDB', () => {
  let right: TestMariaDb;
  let wrong: TestMariaDb;
  const platform = withPlatform();
  let backend: TestBackend;

  beforeAll(async () => {
    [right, wrong] = await Promise.all([
      startMariaDb([
        'server-id=1',
        'log-bin=mariadb-bin',
        'binlog-format=ROW',
        'binlog-row-image=FULL',
        'binlog-checksum=NONE',
        'log-slave-updates=ON',
        'expire-logs-days=3',
        'local-infile=ON',
      ]),
      startMariaDb([
        'server-id=1',
        'log-bin=mariadb-bin',
        'binlog-format=STATEMENT',
        'binlog-row-image=MINIMAL',
        'binlog-checksum=CRC32',
        'log-bin-compress=ON',
        'expire-logs-days=0.5',
        'local-infile=OFF',
        'character-set-server=latin1',
        'collation-server=latin1_swedish_ci',
        'default-time-zone=+09:00',
      ]),
    ]);
    await right.execute(...CREATE, ...SOURCE_GRANTS, ...TARGET_GRANTS);
    await wrong.execute(...CREATE);
    // The servers of this test are asked in the clear.
    for (const group of platform.world.rds.parameterGroups.values()) {
      group.parameters = group.parameters.filter(
        ({ name }) => name !== 'require_secure_transport',
      );
    }
  }, 60_000);

  afterEach(() => backend?.stop());

  afterAll(async () => {
    await Promise.all([right?.stop(), wrong?.stop()]);
  });

  /** The source is on AWS and the target on-prem, as in the example. */
  async function preflight(
    source: object | undefined,
    target: object | undefined,
  ): Promise<PreflightReport> {
    const { shop } = SHOP_CONFIG.platforms;
    backend = await startBackend({
      hybrid: {
        ...SHOP_CONFIG,
        platforms: {
          shop: {
            ...shop,
            databases: JSON.parse(
              JSON.stringify({ aws: source, 'on-prem': target }),
            ),
          },
        },
      },
    });
    return backend.client().getPreflight('shop', 'shop-aws-to-on-prem');
  }
  const at = ({ port }: TestMariaDb, changes = {}) => ({
    host: '127.0.0.1',
    port,
    user: 'dms',
    password: PASSWORD,
    ssl: false,
    ...changes,
  });
  const results = ({ checks }: PreflightReport) =>
    Object.fromEntries(checks.map(({ id, result }) => [id, result]));

  it('passes databases that are set as DMS needs them', async () => {
    turnRound();
    const report = await preflight(at(right), at(right));
    turnRound();
    // Whatever version this machine has; which ones DMS supports is tested elsewhere.
    const failed = report.checks
      .filter(({ id }) => !id.endsWith('-version'))
      .filter(({ result }) => result === 'failed');
    expect(failed).toEqual([]);
    expect(results(report)).toMatchObject({
      'source-reachable': 'passed',
      'target-reachable': 'passed',
      'log-bin': 'passed',
      'binlog-format': 'passed',
      'binlog-row-image': 'passed',
      'binlog-checksum': 'passed',
      'binlog-retention': 'passed',
      'binlog-plain': 'passed',
      'server-id': 'passed',
      'log-slave-updates': 'passed',
      'source-grants': 'passed',
      'target-grants': 'passed',
      'local-infile': 'passed',
      alike: 'passed',
    });
    expect(
      report.checks.find(({ id }) => id === 'binlog-format')!.evidence,
    ).toBe(
      `binlog_format is ROW (SHOW GLOBAL VARIABLES on 127.0.0.1:${right.port}).`,
    );
  });

  it('fails one that is set otherwise, check by check', async () => {
    turnRound();
    const report = await preflight(at(right), at(wrong));
    turnRound();
    expect(report.ready).toBe(false);
    expect(results(report)).toMatchObject({
      'log-bin': 'passed',
      'binlog-format': 'failed',
      'binlog-row-image': 'failed',
      'binlog-checksum': 'failed',
      'binlog-retention': 'failed',
      'binlog-plain': 'failed',
      'source-grants': 'failed',
      'target-grants': 'passed',
      alike: 'warning',
    });
    expect(
      report.checks.find(({ id }) => id === 'source-grants')!.evidence,
    ).toBe(
      `SHOW GRANTS on 127.0.0.1:${wrong.port}: DMS's user 'dms' lacks BINLOG MONITOR ON *.*; REPLICATION SLAVE ON *.*; SELECT ON \`shop\`.*.`,
    );
    expect(
      report.checks.every(check => check.result === 'passed' || check.remedy),
    ).toBe(true);
  });

  it('finds what a target lacks', async () => {
    expect(results(await preflight(at(right), at(wrong)))).toMatchObject({
      'target-grants': 'failed',
      'local-infile': 'failed',
    });
  });

  it('finds a database that runs with other values than its parameter group', async () => {
    const report = await preflight(at(wrong), undefined);
    const drift = report.checks.find(
      ({ id }) => id === 'source-parameter-drift',
    )!;
    expect(drift.result).toBe('failed');
    expect(drift.evidence).toContain('binlog_format is STATEMENT and not ROW');
    expect(drift.evidence).toContain('local_infile is OFF and not 1');
  });

  it('reads the grants of DMS’s user as another one, when it may', async () => {
    await right.execute(
      "CREATE OR REPLACE USER looker@'127.0.0.1' IDENTIFIED BY 'another-secret'",
    );
    const looker = at(right, { user: 'looker', password: 'another-secret' });
    const grants = (report: PreflightReport) =>
      report.checks.find(({ id }) => id === 'target-grants')!;
    expect(grants(await preflight(undefined, looker))).toMatchObject({
      result: 'unknown',
      evidence: expect.stringContaining('refuses the configured user'),
    });
    await backend.stop();
    await right.execute("GRANT SELECT ON mysql.* TO looker@'127.0.0.1'");
    expect(grants(await preflight(undefined, looker)).result).toBe('passed');
  });

  it.each([
    [
      'refuses the password',
      () => at(right, { password: 'a-wrong-secret' }),
      'refuses the configured user or password',
    ],
    [
      'does not listen',
      () => ({ ...at(right), port: 9 }),
      'refuses connections: nothing listens there',
    ],
    ['does not speak TLS', () => at(right, { ssl: 'amazon-rds' }), 'TLS'],
    [
      'has a name that does not resolve',
      () => at(right, { host: 'nowhere.invalid' }),
      'host name',
    ],
  ])(
    'says so of a database that %s, and no secret',
    async (_, config, why) => {
      const report = await preflight(undefined, config());
      const check = report.checks.find(({ id }) => id === 'target-grants')!;
      expect(check.result).toBe('unknown');
      expect(check.evidence).toContain(why);
      expect(JSON.stringify(report)).not.toMatch(/secret-of|a-wrong-secret/);
    },
    20_000,
  );

  /** Lets the on-prem database be the source, as RDS has settings of its own. */
  function turnRound(): void {
    const { dms } = platform.world;
    const [task] = dms.tasks.values();
    [task.sourceArn, task.targetArn] = [task.targetArn, task.sourceArn];
  }
});
