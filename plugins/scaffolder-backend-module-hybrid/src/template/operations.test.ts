import { createMockDirectory } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
// The templates are tried against the real backend; nothing of it is in the package.
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import hybridPlugin from '@hybrid-platform/backstage-plugin-hybrid-backend';
import type { Shift } from '@hybrid-platform/backstage-plugin-hybrid-common';
import {
  awsEnvironment,
  SHOP_CONFIG,
  startTestPlatform,
  until,
  type TestPlatform,
} from '@hybrid-platform/sandbox/testing';
import { join } from 'node:path';
import { stringify } from 'yaml';
import {
  startScaffolder,
  type RunningScaffolder,
} from '../__testUtils__/startScaffolder';
import { readTemplate, templateFolder } from '../__testUtils__/templateFile';

jest.setTimeout(60_000);

const CART = 'component:default/cart';
const SHIFTS = 'hybrid/v1/services/default/component/cart/shifts';

/*
 * The templates as they are, in a real scaffolder, catalog and hybrid backend, over HTTP and
 * on AWS's wire: nothing in between is a mock but who signs in.
 */
describe('the templates that operate a service', () => {
  const files = createMockDirectory();
  let platform: TestPlatform;
  let scaffolder: RunningScaffolder;

  beforeAll(async () => {
    platform = await startTestPlatform();
    Object.assign(process.env, awsEnvironment(platform.url));
    files.setContent({
      'shop.yaml': ['cart', 'order']
        .map(name =>
          stringify({
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'Component',
            metadata: {
              name,
              annotations: { 'hybrid-platform.io/service': `shop/${name}` },
            },
            spec: {
              type: 'service',
              lifecycle: 'production',
              owner: 'user:default/mock',
            },
          }),
        )
        .join('---\n'),
    });
    scaffolder = await startScaffolder({
      templateFile: join(templateFolder('hybrid-failover'), 'template.yaml'),
      template: 'hybrid-failover',
      catalogFiles: [
        join(templateFolder('hybrid-drill'), 'template.yaml'),
        files.resolve('shop.yaml'),
      ],
      features: [hybridPlugin],
      hybrid: SHOP_CONFIG,
    });
    await scaffolder.untilInCatalog('component/default/cart', 20_000);
    await scaffolder.untilInCatalog('template/default/hybrid-drill', 20_000);
  });
  afterAll(async () => {
    await scaffolder?.stop();
    await platform?.close();
  });
  afterEach(() => {
    platform.setHealthy('cart', 'aws');
    platform.setWeights('cart', { 'on-prem': 40, aws: 60 });
  });

  const shifts = async (): Promise<Shift[]> =>
    (await scaffolder.request(`${SHIFTS}?limit=100`)).items;
  const failover = (values: JsonObject = {}): JsonObject => ({
    entity: CART,
    target: 'aws',
    reason: 'Maintenance of the data centre',
    holdHours: 0,
    waitForReplication: false,
    ...values,
  });
  const text = (output: JsonObject, title: string) =>
    (output.text as { title: string; content: string }[]).find(
      item => item.title === title,
    )?.content;

  describe('hybrid-failover', () => {
    it('moves all traffic to the site, and reports how it went', async () => {
      const result = await scaffolder.run(failover());
      expect(result.error).toBeUndefined();
      expect(platform.weights('cart')).toEqual({ 'on-prem': 0, aws: 100 });

      const [shift] = await shifts();
      expect(shift).toMatchObject({
        kind: 'failover',
        state: 'succeeded',
        reason: 'Maintenance of the data centre',
        requestedBy: 'user:default/mock',
      });
      expect(result.output.links).toEqual([
        expect.objectContaining({ entityRef: CART }),
        expect.objectContaining({
          url: '/catalog/default/component/cart/hybrid',
        }),
      ]);
      const report = text(result.output, 'Report');
      expect(report).toContain('| on-prem | 40 % | 0 % |');
      expect(report).toContain('| Recovery time |');
      expect(report).toContain(shift.id);
      expect(JSON.stringify(result.output)).not.toMatch(/\$\{\{|undefined/);
      expect(result.output.text).toHaveLength(1);
      expect(result.log).toContainEqual(
        expect.stringMatching(/Passed: Gaining site is healthy/),
      );
    });

    it('moves it back to the default weights', async () => {
      platform.setWeights('cart', { 'on-prem': 0, aws: 100 });
      const result = await scaffolder.run(failover({ target: 'default' }));
      expect(result.error).toBeUndefined();
      expect(platform.weights('cart')).toEqual({ 'on-prem': 40, aws: 60 });
      expect((await shifts())[0].kind).toBe('reset');
    });

    it('holds it there, if that is asked for', async () => {
      const { output, error } = await scaffolder.run(
        failover({ holdHours: 4 }),
      );
      expect(error).toBeUndefined();
      expect(text(output, 'Hold')).toMatch(
        /is held by user:default\/mock until /,
      );
      const { hold } = await scaffolder.request(
        'hybrid/v1/services/default/component/cart',
      );
      const hours = (Date.parse(hold.until) - Date.now()) / 3_600_000;
      expect(hours).toBeGreaterThan(3.9);
      expect(hours).toBeLessThanOrEqual(4);
    });

    it('makes no second shift when the task is retried', async () => {
      const first = await scaffolder.run(failover());
      const before = await shifts();
      platform.setHealthy('cart', 'aws', 0);
      const second = await scaffolder.retry(first.id);
      expect(second.error).toBeUndefined();
      expect(text(second.output, 'Report')).toEqual(
        text(first.output, 'Report'),
      );
      expect(await shifts()).toEqual(before);
    });

    it('moves nothing when a safety rule fails', async () => {
      const before = await shifts();
      platform.setHealthy('cart', 'aws', 0);
      const { status, error } = await scaffolder.run(failover());
      expect(status).toBe('failed');
      expect(error).toMatch(
        /nothing was changed[^]*Gaining site is healthy: [^]*Bring targets of aws/,
      );
      expect(await shifts()).toEqual(before);
      expect(platform.weights('cart')).toEqual({ 'on-prem': 40, aws: 60 });
    });

    it('waits for the database of the gaining site, and moves nothing before', async () => {
      const before = await shifts();
      platform.setLag(40);
      const running = await scaffolder.start(
        failover({
          target: 'on-prem',
          waitForReplication: true,
          maxLagSeconds: 5,
          replicationMinutes: 1,
        }),
      );
      await until(
        () => running.log(),
        log => log.some(line => /40 seconds behind/.test(line)),
        30_000,
      );
      expect(await shifts()).toEqual(before);

      platform.setLag(1);
      const { error, output } = await running.ended();
      expect(error).toBeUndefined();
      expect(text(output, 'Database')).toMatch(/trails by 1 s/);
      expect(platform.weights('cart')).toEqual({ 'on-prem': 100, aws: 0 });
    });

    it('moves nothing when the database cannot catch up', async () => {
      const before = await shifts();
      const { error } = await scaffolder.run(
        failover({
          target: 'on-prem',
          waitForReplication: true,
          maxLagSeconds: 5,
          replicationMinutes: 1,
          replicationId: 'nothing-of-that-name',
        }),
      );
      expect(error).toMatch(/has no replication nothing-of-that-name/);
      expect(await shifts()).toEqual(before);
    });

    it('works in a dry run, which moves nothing', async () => {
      const before = await shifts();
      const { output, log } = await scaffolder.request(
        'scaffolder/v2/dry-run',
        {
          template: readTemplate('hybrid-failover'),
          values: failover({ holdHours: 1 }),
          directoryContents: [],
        },
      );
      expect(text(output, 'Report')).toContain('on-prem 40 %, aws 60 %');
      expect(text(output, 'Hold')).toMatch(/holds|is held by/);
      expect(JSON.stringify(log)).toContain('Dry run, nothing was shifted');
      expect(await shifts()).toEqual(before);
      expect(platform.weights('cart')).toEqual({ 'on-prem': 40, aws: 60 });
    });

    it.each([
      ['another target', { target: 'moon' }],
      ['no reason', { reason: ' ' }],
      ['another time to hold', { holdHours: 3 }],
    ])('refuses %s at once', async (_, values) => {
      await expect(scaffolder.run(failover(values))).rejects.toThrow(/400/);
    });
  });

  describe('hybrid-drill', () => {
    const drill = {
      entity: CART,
      target: 'aws',
      durationMinutes: 1,
      reason: 'Monthly drill',
    };

    it('works in a dry run, which moves nothing', async () => {
      const before = await shifts();
      const { output } = await scaffolder.request('scaffolder/v2/dry-run', {
        template: readTemplate('hybrid-drill'),
        values: drill,
        directoryContents: [],
      });
      expect(text(output, 'Report')).toContain(CART);
      expect(await shifts()).toEqual(before);
    });

    it('moves all traffic for a while and back, and tells both times', async () => {
      const running = scaffolder.run(drill, 'hybrid-drill');
      const shift = await until(
        async () => (await shifts())[0],
        ({ kind, progress }) => kind === 'drill' && Boolean(progress?.until),
        20_000,
      );
      expect(platform.weights('cart')).toEqual({ 'on-prem': 0, aws: 100 });
      // It would last a minute: aborting a drill is its end come early.
      await scaffolder.request(`${SHIFTS}/${shift.id}/abort`, {
        rollBack: true,
      });
      const { error } = await running;
      expect(error).toMatch(/is (aborted|rolled-back)/);
      expect(platform.weights('cart')).toEqual({ 'on-prem': 40, aws: 60 });
    });
  });
});
