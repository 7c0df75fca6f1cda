import { AwsError } from '@hybrid-platform/sandbox';
import { SHOP_CONFIG } from '@hybrid-platform/sandbox/testing';
import { withBackend } from '../../__testUtils__/withBackend';
import { startBackend } from '../../__testUtils__/backend';
import { toServerless } from '../../__testUtils__/replications';

const ID = 'shop-aws-to-on-prem';

describe('the preflight of a replication', () => {
  let readable: boolean;

  const { platform, backend } = withBackend(
    { allow: () => readable },
    { each: true },
  );

  beforeEach(() => {
    readable = true;
  });

  const preflight = () => backend.client().getPreflight('shop', ID);
  const results = async () =>
    Object.fromEntries(
      (await preflight()).checks.map(({ id, result }) => [id, result]),
    );
  const database = () => [...platform.world.rds.instances.values()][0];

  it('knows what DMS and RDS tell, and of the rest that it does not know', async () => {
    const report = await preflight();
    expect(report).toMatchObject({
      replicationId: ID,
      checkedAt: expect.stringMatching(/Z$/),
      ready: true,
    });
    expect(await results()).toMatchObject({
      'source-reachable': 'passed',
      'target-reachable': 'passed',
      'binlog-format': 'passed',
      'binlog-retention': 'unknown',
      'source-grants': 'unknown',
      'target-grants': 'unknown',
      'source-backups': 'passed',
      'source-version': 'passed',
      'source-tls': 'passed',
      'source-parameter-drift': 'passed',
      settings: 'passed',
    });
    expect(
      report.checks.find(({ id }) => id === 'target-grants')!.remedy,
    ).toContain("'hybrid.platforms.<id>.databases.on-prem'");
  });

  it('is not ready when something fails', async () => {
    database().backupRetentionDays = 0;
    expect((await preflight()).ready).toBe(false);
    expect((await results())['source-backups']).toBe('failed');
  });

  it('changes nothing', async () => {
    await backend.get('/platforms');
    platform.forget();
    await preflight();
    for (const call of platform.calls())
      expect(call).toMatch(/^(Describe|Get)/);
  });

  it('is there for a serverless replication too', async () => {
    toServerless(platform);
    expect(await results()).toMatchObject({
      'source-reachable': 'unknown',
      'binlog-format': 'passed',
      settings: 'passed',
    });
  });

  it('goes on when RDS may not be asked, and says which right lacks', async () => {
    platform.onCall(operation =>
      operation.startsWith('DescribeDB')
        ? {
            error: new AwsError(
              'AccessDenied',
              'User: x is not authorized to perform: rds:DescribeDBInstances',
            ),
          }
        : undefined,
    );
    const { checks } = await preflight();
    expect(checks.find(({ id }) => id === 'binlog-format')).toMatchObject({
      result: 'unknown',
      evidence: expect.stringContaining('rds:DescribeDBInstances'),
    });
  });

  it('finds that the database of the endpoint is not the platform’s', async () => {
    database().address = 'another.rds.amazonaws.com';
    const { checks } = await preflight();
    expect(checks.find(({ id }) => id === 'binlog-format')!.evidence).toContain(
      "none of the 1 RDS instances with the platform's tag",
    );
  });

  it('is for who sees the platform', async () => {
    const path = `/platforms/shop/replications/${ID}/preflight`;
    readable = false;
    expect((await backend.get(path)).status).toBe(404);
    readable = true;
    const unknown = await backend.get(
      '/platforms/shop/replications/nothing/preflight',
    );
    expect(unknown.status).toBe(404);
    expect(unknown.body.error.problem.code).toBe('not-found');
  });
});

describe('the configuration of databases', () => {
  const { shop } = SHOP_CONFIG.platforms;
  const start = (databases: any) =>
    startBackend({
      hybrid: { ...SHOP_CONFIG, platforms: { shop: { ...shop, databases } } },
    });
  const right = { host: 'db', user: 'dms', password: 'secret' };

  it.each([
    [
      'a site that there is not',
      { moon: right },
      "databases.moon': must be one of on-prem, aws",
    ],
    ['no password', { aws: { host: 'db', user: 'dms' } }, 'password'],
    [
      'no port',
      { aws: { ...right, port: 0 } },
      "databases.aws.port': must be a whole number",
    ],
    [
      'no certificate',
      { aws: { ...right, ssl: { ca: 'nonsense' } } },
      "databases.aws.ssl'",
    ],
  ])(
    'with %s keeps the backend from starting, and says why',
    async (_, databases, why) => {
      await expect(start(databases)).rejects.toThrow(why);
    },
  );
});
