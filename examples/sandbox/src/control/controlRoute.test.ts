import { request } from 'node:http';
import { join } from 'node:path';
import { startSandbox, type Sandbox } from '../engine/startSandbox';
import { forwardOf, rulesOf } from '../engine/world/rules';
import { eventually } from '../testing/eventually';
import type { SandboxStatus } from './types';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({
    configDir: join(__dirname, '../../platforms/shop'),
    port: 0,
    trafficPort: 0,
    minuteSeconds: 1,
    secondScale: 0.05,
    requestsPerSecond: 0,
    lambdas: false,
  });
});
afterAll(() => sandbox?.stop());
beforeEach(() => sandbox.control.clear());

interface Answer {
  status: number;
  headers: Record<string, unknown>;
  body: { error: { message: string } } & SandboxStatus;
}

/** Without fetch, which sets Host and Origin as it likes. */
function send(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = { 'content-type': 'application/json' },
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      `${sandbox.awsEndpoint}/_sandbox${path}`,
      { method, headers },
      response => {
        let text = '';
        response.on('data', chunk => {
          text += chunk;
        });
        response.on('end', () =>
          resolve({
            status: response.statusCode!,
            headers: response.headers,
            body: text ? JSON.parse(text) : undefined,
          }),
        );
      },
    );
    outgoing.on('error', reject);
    outgoing.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
}

const cartOf = (status: SandboxStatus) =>
  status.services.find(service => service.name === 'cart')!;

describe('the control API', () => {
  it('tells the state of everything', async () => {
    const { status, body } = await send('GET', '/status');

    expect(status).toBe(200);
    expect(body).toMatchObject({
      platform: 'shop',
      region: 'ap-northeast-2',
      accountId: '111122223333',
      awsEndpoint: sandbox.awsEndpoint,
      trafficUrl: sandbox.trafficUrl,
      minuteSeconds: 1,
      sites: { 'on-prem': { up: true }, aws: { up: true } },
      tunnels: [
        { number: 1, up: true },
        { number: 2, up: true },
      ],
      replication: { state: 'running', lagSeconds: 1, forcedLag: false },
    });
    expect(cartOf(body).sites['on-prem']).toMatchObject({
      weight: 40,
      healthy: 2,
      total: 2,
      up: true,
    });
  });

  it('switches a site off and on, and the targets follow', async () => {
    const off = await send('PUT', '/sites/on-prem', { up: false });
    expect(off.body.sites['on-prem']).toEqual({ up: false });
    await eventually(async () => {
      const { body } = await send('GET', '/status');
      expect(cartOf(body).sites['on-prem'].healthy).toBe(0);
      expect(cartOf(body).sites.aws.healthy).toBe(3);
    });

    const on = await send('PUT', '/sites/on-prem', { up: true });
    expect(on.body.sites['on-prem']).toEqual({ up: true });
  });

  it("switches one service's part of a site, or one target", async () => {
    const { body } = await send('PUT', '/services/cart/sites/aws', {
      up: false,
    });
    expect(cartOf(body).sites.aws.up).toBe(false);
    expect(cartOf(body).sites['on-prem'].up).toBe(true);

    const target = await send(
      'PUT',
      '/services/cart/sites/on-prem/targets/192.168.10.31%3A8080',
      { up: false },
    );
    expect(
      cartOf(target.body).sites['on-prem'].targets.map(each => each.up),
    ).toEqual([false, true]);
  });

  it('takes tunnels down and up as VgwTelemetry shows them', async () => {
    const { body } = await send('PUT', '/tunnels/2', { up: false });
    expect(body.tunnels.map(tunnel => tunnel.up)).toEqual([true, false]);
    const [connection] = sandbox.world.vpnConnections.values();
    expect(connection.tunnels[1]).toMatchObject({
      statusMessage: 'IPSEC IS DOWN',
      acceptedRouteCount: 0,
    });
  });

  it('holds the lag and lets go of it', async () => {
    const held = await send('PUT', '/replication', { lagSeconds: 90 });
    expect(held.body.replication).toEqual({
      state: 'running',
      lagSeconds: 90,
      forcedLag: true,
    });
    const free = await send('PUT', '/replication', { lagSeconds: null });
    expect(free.body.replication!.forcedLag).toBe(false);
  });

  it('suspends tables, and stops to measure the lag', async () => {
    await send('PUT', '/replication', { suspended: ['shop.orders'] });
    const { body } = await send('PUT', '/replication', { silentSeconds: 600 });
    expect(body.replication).toMatchObject({
      state: 'running',
      forcedLag: false,
      silentSeconds: 600,
      suspended: ['shop.orders'],
    });
    const { body: mended } = await send('PUT', '/replication', {
      silentSeconds: null,
      suspended: [],
    });
    expect(mended.replication).not.toHaveProperty('silentSeconds');
    expect(mended.replication).not.toHaveProperty('suspended');
  });

  it('changes only those AWS faults that are named', async () => {
    await send('PUT', '/aws', { latencyMs: 5 });
    const { body } = await send('PUT', '/aws', {
      throttleRate: 0.5,
      operations: ['ModifyRule'],
    });
    expect(body.aws).toEqual({
      throttleRate: 0.5,
      errorRate: 0,
      latencyMs: 5,
      dropRate: 0,
      hangRate: 0,
      dropAfterApply: false,
      operations: ['ModifyRule'],
    });
  });

  it('lets the tag query lie in what is named, and leaves the rest', async () => {
    await send('PUT', '/index', { lagSeconds: 30 });
    const { body } = await send('PUT', '/index', {
      keepDeleted: 2,
      hide: ['cart/aws', 'cart=hybrid-platform:hold'],
    });
    expect(body.index).toEqual({
      lagSeconds: 30,
      keepDeleted: 2,
      hide: ['cart/aws', 'cart=hybrid-platform:hold'],
    });
    expect(body.events[0].message).toBe(
      'Tag index: 30 s late, lists 2 deleted of each kind, misses cart/aws, cart=hybrid-platform:hold',
    );
  });

  it('replaces a rule, which stays the rule of its service', async () => {
    const arnsOf = (status: SandboxStatus) =>
      cartOf(status).rules!.map(({ arn }) => arn);
    const [before] = arnsOf((await send('GET', '/status')).body);
    const { body } = await send('POST', '/services/cart/replace-rule', {});
    expect(arnsOf(body)).toHaveLength(1);
    expect(arnsOf(body)).not.toContain(before);
    expect(cartOf(body).sites.aws.weight).toBe(60);
    expect(body.events[0].message).toMatch(/^The rule arn:.* of cart is repl/);
  });

  it('puts a target group of neither site on a rule', async () => {
    const { body } = await send('PUT', '/services/cart/groups/green', {
      weight: 7,
    });
    expect(cartOf(body).rules![0].others).toEqual([
      { name: 'shop-cart-green', weight: 7 },
    ]);
    for (const name of ['blue', 'red']) {
      await send('PUT', `/services/cart/groups/${name}`, { weight: 0 });
    }
    const { status, body: refused } = await send(
      'PUT',
      '/services/cart/groups/sixth',
      { weight: 0 },
    );
    expect(status).toBe(400);
    expect(refused.error.message).toMatch(/maximum of 5 target groups/);
  });

  it('lets something else put the default weights back', async () => {
    await send('PUT', '/services/order/controller', { everySeconds: 0.1 });
    const rule = () =>
      rulesOf(sandbox.world, 'order').flatMap(
        each => forwardOf(each)!.targetGroups,
      );
    rule()[0].weight = 1;
    await eventually(() =>
      expect(rule().map(({ weight }) => weight)).toEqual([40, 60]),
    );
    await send('PUT', '/services/order/controller', { everySeconds: null });
  });

  it('clears every fault at once', async () => {
    await send('PUT', '/index', { keepDeleted: 1 });
    await send('PUT', '/sites/aws', { up: false });
    await send('PUT', '/tunnels/1', { up: false });
    await send('PUT', '/aws', { errorRate: 1 });
    await send('PUT', '/replication', {
      lagSeconds: 90,
      silentSeconds: 600,
      suspended: ['shop.orders'],
    });

    const { body } = await send('DELETE', '/faults');

    expect(body.sites.aws.up).toBe(true);
    expect(body.tunnels[0].up).toBe(true);
    expect(body.aws.errorRate).toBe(0);
    expect(body.index.keepDeleted).toBe(0);
    expect(body.replication!.forcedLag).toBe(false);
    expect(body.replication).not.toHaveProperty('silentSeconds');
    expect(body.replication).not.toHaveProperty('suspended');
  });

  it('notes what was done', async () => {
    const { body } = await send('PUT', '/sites/aws', { up: false });
    expect(body.events[0]).toMatchObject({
      kind: 'fault',
      message: 'aws is switched off',
    });
  });
});

describe('a wrong request to the control API', () => {
  it.each<[string, string, unknown, number, RegExp]>([
    [
      'PUT',
      '/sites/moon',
      { up: true },
      404,
      /no site “moon”; there is on-prem, aws/,
    ],
    [
      'PUT',
      '/services/nobody/sites/aws',
      { up: true },
      404,
      /no service “nobody”; there is storefront/,
    ],
    ['PUT', '/services/cart/sites/x', { up: true }, 404, /no site “x”/],
    [
      'PUT',
      '/services/cart/sites/aws/targets/1.2.3.4:1',
      { up: true },
      404,
      /no target of cart on aws “1\.2\.3\.4:1”; there is 10\.20\./,
    ],
    ['PUT', '/tunnels/3', { up: true }, 404, /no tunnel “3”; there is 1, 2/],
    ['PUT', '/tunnels/1.5', { up: true }, 404, /no tunnel/],
    ['PUT', '/sites/aws', { up: 'yes' }, 400, /^up: must be true or false$/],
    ['PUT', '/sites/aws', {}, 400, /^up: must be true or false$/],
    [
      'PUT',
      '/sites/aws',
      { up: true, down: 1 },
      400,
      /^down: unknown; allowed are up$/,
    ],
    ['PUT', '/sites/aws', [], 400, /must be a JSON object with up/],
    ['PUT', '/sites/aws', '{"up":', 400, /not valid JSON/],
    [
      'PUT',
      '/replication',
      { lagSeconds: -1 },
      400,
      /^lagSeconds: must be a number of seconds from 0 to 86400, or null$/,
    ],
    ['PUT', '/replication', { lagSeconds: '9' }, 400, /^lagSeconds: /],
    ['PUT', '/replication', { silentSeconds: -1 }, 400, /^silentSeconds: /],
    [
      'PUT',
      '/replication',
      { suspended: ['orders'] },
      404,
      /no table “orders”; there is shop\.customers/,
    ],
    [
      'PUT',
      '/aws',
      { throttleRate: 1.5 },
      400,
      /^throttleRate: must be a number from 0 to 1$/,
    ],
    [
      'PUT',
      '/aws',
      { latencyMs: 1e9 },
      400,
      /^latencyMs: must be a whole number/,
    ],
    [
      'PUT',
      '/aws',
      { operations: ['Modify'] },
      400,
      /^operations: Modify is unknown; allowed are .*ModifyRule/,
    ],
    [
      'PUT',
      '/aws',
      { throttleRate: 0.6, dropRate: 0.6 },
      400,
      /together they must be at most 1/,
    ],
    ['PUT', '/index', { lagSeconds: -1 }, 400, /^lagSeconds: must be a number/],
    [
      'PUT',
      '/index',
      { keepDeleted: 1.5 },
      400,
      /^keepDeleted: must be a whole/,
    ],
    [
      'PUT',
      '/index',
      { lag: 1 },
      400,
      /allowed are lagSeconds, keepDeleted, hide/,
    ],
    [
      'PUT',
      '/index',
      { hide: ['nobody'] },
      400,
      /^hide: “nobody” must be a service/,
    ],
    ['PUT', '/services/cart/groups/aws', { weight: 1 }, 400, /group of a site/],
    ['PUT', '/services/cart/groups/A b', { weight: 1 }, 400, /^name: /],
    ['PUT', '/services/cart/groups/green', { weight: 1000 }, 400, /^weight: /],
    ['PUT', '/services/cart/controller', { everySeconds: 0 }, 400, /^everySec/],
    ['POST', '/services/nobody/replace-rule', {}, 404, /no service “nobody”/],
    ['PUT', '/services/cart/replace-rule', {}, 405, /use POST/],
    ['GET', '/nothing', undefined, 404, /nothing at this path/],
    ['PUT', '/sites/%ZZ', { up: true }, 400, /percent-encoding/],
    ['POST', '/sites/aws', { up: true }, 405, /use PUT/],
    ['PUT', '/sites/aws', 'x'.repeat(70_000), 413, /more than 65536 bytes/],
  ])('%s %s %j is answered %d', async (method, path, body, status, message) => {
    const answer = await send(method, path, body);
    expect(answer.status).toBe(status);
    expect(answer.body.error.message).toMatch(message);
  });

  it('is refused when the body is not declared as JSON', async () => {
    const answer = await send('PUT', '/sites/aws', '{"up":false}', {
      'content-type': 'text/plain',
    });
    expect(answer.status).toBe(415);
    expect(sandbox.control.status().sites.aws.up).toBe(true);
  });
});

describe('pages that use the control API', () => {
  const page = (origin: string, host?: string) => ({
    'content-type': 'application/json',
    origin,
    ...(host && { host }),
  });

  it('may, from the example app', async () => {
    const origin = 'http://localhost:3000';
    const answer = await send('PUT', '/tunnels/1', { up: true }, page(origin));
    expect(answer.status).toBe(200);
    expect(answer.headers['access-control-allow-origin']).toBe(origin);

    const preflight = await send('OPTIONS', '/tunnels/1', '', page(origin));
    expect(preflight.status).toBe(204);
    expect(preflight.headers['access-control-allow-methods']).toMatch(/PUT/);
  });

  it.each(['https://evil.example.com', 'http://localhost:3001', 'null'])(
    'may not, from %s',
    async origin => {
      const answer = await send(
        'PUT',
        '/sites/aws',
        { up: false },
        page(origin),
      );
      expect(answer.status).toBe(403);
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
      expect(sandbox.control.status().sites.aws.up).toBe(true);
    },
  );

  it('may not, by a name that somebody lets point at this machine', async () => {
    const answer = await send('GET', '/status', undefined, {
      host: 'evil.example.com:4600',
    });
    expect(answer.status).toBe(403);
  });
});
