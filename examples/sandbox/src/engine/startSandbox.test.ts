import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { generateServices } from './generateServices';
import {
  startSandbox,
  type Sandbox,
  type SandboxOptions,
} from './startSandbox';
import { eventually } from '../testing/eventually';
import { weightsOf } from './world/rules';

const SHOP = join(__dirname, '../../platforms/shop');

const QUICK: SandboxOptions = {
  port: 0,
  trafficPort: 0,
  minuteSeconds: 1,
  secondScale: 0.05,
  requestsPerSecond: 0,
  lambdas: false,
};

describe('a sandbox whose repository changes', () => {
  let repository: string;
  let sandbox: Sandbox;

  beforeAll(async () => {
    repository = await mkdtemp(join(tmpdir(), 'hybrid-repository-'));
    await cp(SHOP, repository, { recursive: true });
    sandbox = await startSandbox({ ...QUICK, configDir: repository });
  });
  afterAll(async () => {
    await sandbox?.stop();
    await rm(repository, { recursive: true, force: true });
  });

  const file = (name: string) => join(repository, 'config/services', name);
  const names = () =>
    sandbox.control.status().services.map(service => service.name);
  const ask = (host: string) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      get(sandbox.trafficUrl, { headers: { host } }, resolve).on(
        'error',
        reject,
      );
    });
  const messages = () => sandbox.events.latest().map(event => event.message);

  it('serves a service whose file appears, with targets and an alarm in OK', async () => {
    const cart = await readFile(file('cart.yaml'), 'utf8');
    await writeFile(
      file('wishlist.yaml'),
      cart
        .replace('name: cart', 'name: wishlist')
        .replace('priority: 30', 'priority: 70')
        .replace('cart.shop', 'wishlist.shop'),
    );

    await eventually(() => expect(names()).toContain('wishlist'));
    await eventually(() => {
      const service = sandbox.control
        .status()
        .services.find(each => each.name === 'wishlist')!;
      expect(service.sites['on-prem']).toMatchObject({
        healthy: 2,
        weight: 40,
      });
      expect(service.alarms.map(alarm => alarm.state)).toContain('OK');
    });
    const answer = await ask('wishlist.shop.example.com');
    answer.resume();
    expect(answer.statusCode).toBe(200);
    expect(messages()).toContain('Service wishlist is new');
  });

  it('follows a changed file without losing the weights that the rule has', async () => {
    const { world } = sandbox;
    const cart = await readFile(file('cart.yaml'), 'utf8');
    for (const rule of world.loadBalancing.rules.values()) {
      for (const action of rule.actions) {
        if (action.type === 'forward' && rule.priority === 30) {
          action.targetGroups[0].weight = 5;
        }
      }
    }
    await writeFile(
      file('cart.yaml'),
      cart.replace('on-prem: 40', 'on-prem: 50').replace('30', '33'),
    );

    await eventually(() =>
      expect(
        [...world.loadBalancing.rules.values()].map(rule => rule.priority),
      ).toContain(33),
    );
    expect(weightsOf(world, 'cart')).toEqual({ 'on-prem': 5, aws: 60 });
  });

  it('keeps the last good configuration when a file is broken, and says where', async () => {
    await writeFile(file('order.yaml'), 'name: order\nweights: [\n');

    await eventually(() =>
      expect(messages()[0]).toMatch(
        /^The last good configuration stays: config\/services\/order\.yaml:\d: is not valid YAML/,
      ),
    );
    expect(names()).toContain('order');
  });

  it('does not let the platform turn into another one', async () => {
    await cp(join(SHOP, 'config/services/order.yaml'), file('order.yaml'));
    const platform = join(repository, 'config/platform.yaml');
    const text = await readFile(platform, 'utf8');
    await writeFile(platform, text.replace('id: shop', 'id: store'));

    await eventually(() =>
      expect(messages()[0]).toMatch(/id cannot change while the sandbox runs/),
    );
    expect(sandbox.control.status().platform).toBe('shop');
    await writeFile(platform, text);
  });

  it('lets go of a service whose file is removed', async () => {
    await rm(file('wishlist.yaml'));
    await eventually(() => expect(names()).not.toContain('wishlist'));
    expect(messages()).toContain('Service wishlist is gone');
  });
});

describe('startSandbox', () => {
  it.each([
    ['port', 'AWS endpoint', '--port'],
    ['trafficPort', 'load balancer', '--traffic-port'],
  ])(
    'explains a taken %s and leaves nothing behind',
    async (key, what, option) => {
      const other = createServer();
      await new Promise<void>(resolve => {
        other.listen(0, '127.0.0.1', resolve);
      });
      const { port } = other.address() as AddressInfo;
      try {
        await expect(
          startSandbox({ ...QUICK, configDir: SHOP, [key]: port }),
        ).rejects.toMatchObject({
          message: `Port ${port}, which the ${what} listens on, is taken.`,
          remedy: expect.stringContaining(`${option} <port>`),
        });
      } finally {
        other.close();
      }
    },
  );

  it('refuses a repository without a configuration', async () => {
    await expect(
      startSandbox({ ...QUICK, configDir: tmpdir() }),
    ).rejects.toThrow('config/platform.yaml: there is no such file');
  });

  it('has a thousand services: rules, groups, alarms, health and traffic, without a process each', async () => {
    const sandbox = await startSandbox({
      ...QUICK,
      config: generateServices(1000),
      origins: ['svc-0001'],
      requestsPerSecond: 10,
    });
    try {
      const { loadBalancing, alarms, metrics } = sandbox.world;
      expect(loadBalancing.rules.size).toBe(1001);
      expect(loadBalancing.targetGroups.size).toBe(2000);
      expect(
        [...loadBalancing.targetGroups.values()].every(group =>
          group.targets.every(target => target.state === 'healthy'),
        ),
      ).toBe(true);
      expect([...alarms.alarms.values()].map(alarm => alarm.state)).toEqual(
        Array(2000).fill('OK'),
      );
      const requestMetrics = () =>
        metrics
          .list('AWS/ApplicationELB')
          .filter(id => id.name === 'RequestCount');
      await eventually(() => expect(requestMetrics()).toHaveLength(2001));
    } finally {
      await sandbox.stop();
    }
  });
});
