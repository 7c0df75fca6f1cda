import { join } from 'node:path';
import type {
  ReplicationStatus,
  SafetyRuleResult,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { startSandbox, type Sandbox } from '@hybrid-platform/sandbox';
import { awsEnvironment, until } from '@hybrid-platform/sandbox/testing';
import { startBackend, type TestBackend } from '../__testUtils__/backend';

const SHOP = join(__dirname, '../../../../examples/sandbox/platforms/shop');

/** From a fault of the living sandbox, over DMS's and CloudWatch's wire, to a plan's words. */
describe('a replication that nobody can rely on', () => {
  let sandbox: Sandbox;
  let backend: TestBackend;

  beforeAll(async () => {
    sandbox = await startSandbox({
      configDir: SHOP,
      port: 0,
      trafficPort: 0,
      minuteSeconds: 1,
      secondScale: 0.05,
      requestsPerSecond: 0,
      lambdas: false,
    });
    Object.assign(process.env, awsEnvironment(sandbox.awsEndpoint));
    backend = await startBackend();
  }, 30_000);
  afterAll(async () => {
    await backend?.stop();
    await sandbox?.stop();
  });
  afterEach(() => sandbox.control.clear());

  const inject = async (faults: object) => {
    const answer = await fetch(`${sandbox.awsEndpoint}/_sandbox/replication`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(faults),
    });
    expect(answer.status).toBe(200);
  };
  const rule = async (): Promise<SafetyRuleResult> => {
    const { body } = await backend.post(
      '/services/default/component/cart/plans',
      { kind: 'failover', to: 'on-prem' },
    );
    return body.rules.find(
      ({ id }: SafetyRuleResult) => id === 'replication-caught-up',
    );
  };
  const status = async (): Promise<ReplicationStatus> =>
    (await backend.client().getReplications('shop'))[0];

  /** The rule, once it passes or not as wanted: the sandbox measures once in its minute. */
  const ruleOnce = (passed: boolean) =>
    until(rule, result => result.passed === passed);

  it('is refused for its suspended tables, and taken when they are loaded again', async () => {
    const before = await ruleOnce(true);
    expect(before.writesAtRiskSeconds).toBeLessThan(120);

    await inject({ suspended: ['shop.orders', 'shop.carts'] });
    const refused = await ruleOnce(false);
    expect(refused).toMatchObject({
      forceable: true,
      explanation: expect.stringMatching(/^2 tables .* have an error/),
      remedy: expect.stringContaining('load them again'),
    });
    expect(refused).not.toHaveProperty('writesAtRiskSeconds');
    expect(await status()).toMatchObject({
      state: 'running',
      fullLoadProgressPercent: 100,
      tables: { loaded: 3, errored: 2 },
    });

    await inject({ suspended: [] });
    await ruleOnce(true);
  }, 30_000);

  it('is refused once its lag is not measured any more, and taken when it is', async () => {
    await ruleOnce(true);
    await inject({ silentSeconds: 570 });
    const refused = await ruleOnce(false);
    expect(refused.explanation).toMatch(/the newest is (9|10) min old/);
    expect(refused).not.toHaveProperty('writesAtRiskSeconds');
    const silent = await status();
    expect(silent).toMatchObject({
      state: 'running',
      lagMeasuredAt: expect.any(String),
    });
    expect(silent).not.toHaveProperty('lagSeconds');

    await inject({ silentSeconds: null });
    await ruleOnce(true);
  }, 30_000);
});
