import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventually } from '../testing/eventually';
import { failed, startDrillLoad } from './load';

const servers: Server[] = [];

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

const clients = ['cart', 'order'].map(service => ({
  service,
  host: `${service}.example.com`,
  path: '/a',
}));

describe('the load of a drill', () => {
  it('uses every service by its host, and notes which site served it', async () => {
    const trafficUrl = await serve((request, response) => {
      const site =
        request.headers.host === 'cart.example.com' ? 'aws' : 'on-prem';
      response.setHeader('x-sandbox-site', site).end();
    });
    const load = startDrillLoad({
      trafficUrl,
      clients,
      requestsPerSecond: 100,
    });
    await eventually(() => expect(load.requests.length).toBeGreaterThan(10));
    await load.stop();
    const sites = (service: string) =>
      new Set(
        load.requests.filter(r => r.service === service).map(r => r.site),
      );
    expect(sites('cart')).toEqual(new Set(['aws']));
    expect(sites('order')).toEqual(new Set(['on-prem']));
    expect(load.requests.some(failed)).toBe(false);
  });

  it('counts errors of the server and lost connections as failed', async () => {
    const trafficUrl = await serve((request, response) => {
      if (request.headers.host === 'cart.example.com') {
        request.socket.destroy();
      } else {
        response.writeHead(502).end();
      }
    });
    const load = startDrillLoad({
      trafficUrl,
      clients,
      requestsPerSecond: 100,
    });
    await eventually(() => expect(load.requests.length).toBeGreaterThan(10));
    await load.stop();
    expect(load.requests.every(failed)).toBe(true);
    expect(new Set(load.requests.map(r => r.status))).toEqual(
      new Set([undefined, 502]),
    );
  });

  it('goes on sending while nobody answers, and waits for the answers in the end', async () => {
    const waiting: (() => void)[] = [];
    const trafficUrl = await serve((_, response) => {
      waiting.push(() => response.end());
    });
    const load = startDrillLoad({
      trafficUrl,
      clients,
      requestsPerSecond: 100,
    });
    await eventually(() => expect(waiting.length).toBeGreaterThan(20));
    expect(load.requests).toEqual([]);
    const stopped = load.stop();
    const answering = setInterval(
      () => waiting.splice(0).forEach(answer => answer()),
      5,
    );
    await stopped;
    clearInterval(answering);
    expect(load.requests.length).toBeGreaterThan(20);
  });
});
