import { awsEnvironment, SHOP_CONFIG } from '@hybrid-platform/sandbox/testing';
import type {
  ServiceStatus,
  SiteStatus,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { startBackend, type TestBackend } from '../__testUtils__/backend';
import { startFleet, type Fleet } from '../__testUtils__/fleet';

jest.setTimeout(180_000);

const AWS = { accountId: '111122223333', region: 'ap-northeast-2' };
/** The world of a thousand services is in this process too, which takes its time when busy. */
const PATIENT = { ...SHOP_CONFIG.snapshot, timeout: { seconds: 90 } };
const FRESH = {
  ...SHOP_CONFIG,
  platforms: { scale: AWS },
  snapshot: PATIENT,
};
const REMEMBERED = {
  ...FRESH,
  snapshot: { ...PATIENT, maxAge: { minutes: 10 } },
  detail: { maxAge: { minutes: 10 } },
};
const SVC = '/services/default/component/svc-0001';

describe('the number of calls to AWS', () => {
  let fleet: Fleet;
  let backend: TestBackend;
  const environment = { ...process.env };

  const open = async (
    count: number,
    hybrid: object,
    options?: Parameters<typeof startFleet>[1],
  ) => {
    fleet = await startFleet(count, options);
    Object.assign(process.env, awsEnvironment(fleet.url));
    backend = await startBackend({
      entities: fleet.entities,
      hybrid: hybrid as typeof FRESH,
    });
    fleet.forget();
  };
  afterEach(async () => {
    await backend.stop();
    await fleet.close();
    process.env = environment;
  });

  const view = async (path: string) => {
    const { status, body } = await backend.get(path);
    expect(status).toBe(200);
    return body;
  };

  it('for the first look at a service is a chain of at most three', async () => {
    await open(12, REMEMBERED, { rounds: true });
    await view(SVC);
    expect(fleet.depth()).toBeGreaterThan(0);
    expect(fleet.depth()).toBeLessThanOrEqual(3);
  });

  it('for another look at it is none', async () => {
    await open(12, REMEMBERED);
    await view(SVC);
    fleet.forget();
    await Promise.all(Array.from({ length: 10 }, () => view(SVC)));
    expect(fleet.calls()).toEqual([]);
  });

  it('does not grow with how many look at the same time', async () => {
    await open(12, REMEMBERED);
    await Promise.all(Array.from({ length: 10 }, () => view(SVC)));
    const many = fleet.calls().length;
    expect(many).toBeLessThanOrEqual(8);
  });

  it('for a refresh of 1,000 services is at most 60', async () => {
    await open(1000, FRESH);
    const first = await view('/platforms/scale');
    expect(first.serviceStatuses).toHaveLength(1000);
    fleet.forget();
    const { serviceStatuses } = await view('/platforms/scale');
    expect(serviceStatuses).toHaveLength(1000);
    const looks = fleet.calls().filter(call => call === 'DescribeTargetHealth');
    expect(looks).toHaveLength(10);
    expect(fleet.calls().length).toBeLessThanOrEqual(60);
  });

  it('is at most 60, too, while a whole site is down and a thousand alarms ring, and no row says that it is well', async () => {
    await open(1000, FRESH);
    for (const service of fleet.services) fleet.putHosts(service);
    await view('/platforms/scale');
    fleet.lose('on-prem');
    fleet.forget();
    const unhealthy = async () => {
      const { serviceStatuses, siteLooks } = await view('/platforms/scale');
      const sites: SiteStatus[] = serviceStatuses.map(
        ({ sites: { 'on-prem': onPrem } }: ServiceStatus) => onPrem,
      );
      const ready = serviceStatuses.filter(
        ({ readiness }: ServiceStatus) => readiness?.['on-prem'].ready,
      );
      expect(ready).toEqual([]);
      expect(siteLooks['on-prem'].down).toBe(siteLooks['on-prem'].looked);
      expect(siteLooks['on-prem'].looked).toBeGreaterThanOrEqual(3);
      expect(sites.filter(({ health }) => health === 'healthy')).toEqual([]);
      return sites.filter(({ health }) => health === 'unhealthy').length;
    };
    // Before any metric or alarm tells of it.
    expect(await unhealthy()).toBe(5);
    expect(fleet.calls().length).toBeLessThanOrEqual(60);

    fleet.ring('on-prem');
    fleet.forget();
    expect(await unhealthy()).toBe(1000);
    expect(fleet.calls().length).toBeLessThanOrEqual(60);
  });

  it('for a plan of an evacuation does not grow with each service', async () => {
    await open(300, REMEMBERED);
    for (const service of fleet.services) fleet.putHosts(service);
    await view('/platforms/scale');
    fleet.forget();
    const { body } = await backend.post('/platforms/scale/evacuations/plans', {
      off: 'on-prem',
    });
    expect(body.counts).toMatchObject({ shift: 300, refused: 0 });
    expect(fleet.calls().length).toBeGreaterThan(0);
    expect(fleet.calls().length).toBeLessThanOrEqual(20);
    expect(fleet.calls()).not.toContain('DescribeTargetHealth');
  });

  it('of a large platform still shows at once what somebody else changes', async () => {
    await open(100, FRESH);
    await view('/platforms/scale');
    const [arn, rule] = [...fleet.world.loadBalancing.rules].find(
      ([key]) =>
        fleet.world.tags.get(key)?.get('hybrid-platform:service') ===
        'svc-0007',
    )!;
    const forward = rule.actions.find(({ type }) => type === 'forward');
    if (forward?.type !== 'forward') throw new Error('no forward action');
    forward.targetGroups.forEach(tuple => {
      tuple.weight = 7;
    });
    fleet.world.tags
      .get(arn)!
      .set(
        'hybrid-platform:hold',
        `${new Date(Date.now() + 60_000).toISOString()} user:default/ann`,
      );
    const alarm = [...fleet.world.alarms.alarms.values()].find(({ name }) =>
      name.includes('svc-0007-aws'),
    )!;
    alarm.state = 'ALARM';
    fleet.forget();
    const { serviceStatuses } = await view('/platforms/scale');
    const svc = serviceStatuses.find(
      ({ service }: { service: string }) => service === 'svc-0007',
    );
    expect(svc.sites.aws.weight).toBe(7);
    expect(svc.hold.by).toBe('user:default/ann');
    expect(svc.alarms).toContainEqual(
      expect.objectContaining({ name: alarm.name, state: 'ALARM' }),
    );
    // Rules' tags are two pages instead of five of everything.
    expect(
      fleet.calls().filter(operation => operation === 'GetResources').length,
    ).toBeLessThan(5);
    alarm.state = 'OK';
    const again = await view('/platforms/scale');
    const after = again.serviceStatuses.find(
      ({ service }: { service: string }) => service === 'svc-0007',
    );
    expect(after.alarms.map(({ state }: { state: string }) => state)).toEqual([
      'OK',
      'OK',
      'OK',
    ]);
  });

  it('finds a rule that is new on a large platform', async () => {
    await open(100, FRESH);
    const { world } = fleet;
    const before = await view('/platforms/scale');
    expect(before.services).toBe(100);
    const arn = [...world.loadBalancing.rules.keys()].find(
      key => world.tags.get(key)?.get('hybrid-platform:service') === 'svc-0003',
    )!;
    world.tags.get(arn)!.delete('hybrid-platform:platform');
    expect((await view('/platforms/scale')).services).toBe(99);
    world.tags.get(arn)!.set('hybrid-platform:platform', 'scale');
    expect((await view('/platforms/scale')).services).toBe(100);
  });
});
