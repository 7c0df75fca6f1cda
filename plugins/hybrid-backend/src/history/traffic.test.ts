import { mockCredentials } from '@backstage/backend-test-utils';
import type {
  Site,
  TrafficHistory,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Knex } from 'knex';
import request from 'supertest';
import { withBackend } from '../__testUtils__/withBackend';
import { testDatabases } from '../__testUtils__/databases';
import { recordShifts } from '../__testUtils__/pastShifts';

const TRAFFIC = '/services/default/component/cart/traffic';
const databases = testDatabases();

describe('the traffic over time', () => {
  let knex: Knex;
  let readable: boolean;

  const { platform, backend } = withBackend(
    async () => {
      knex = await databases.init('SQLITE_3');
      return { knex, allow: () => readable };
    },
    { each: true },
  );

  beforeEach(() => {
    readable = true;
  });

  afterEach(async () => {
    await knex.destroy();
  });

  const get = async (seconds?: number): Promise<TrafficHistory> => {
    const query = seconds ? `?seconds=${seconds}` : '';
    const { body, status } = await backend.get(`${TRAFFIC}${query}`);
    expect({ status, error: body.error }).toEqual({ status: 200 });
    return body;
  };

  const sum = (history: TrafficHistory, site: Site) =>
    history.points.reduce((n, { sites }) => n + sites[site].requests, 0);

  it('has each site’s requests and errors by the period', async () => {
    platform.serve('cart', 'on-prem', 40, 3);
    platform.serve('cart', 'aws', 60);
    const history = await get();
    expect(history.periodSeconds).toBe(60);
    expect(sum(history, 'on-prem')).toBe(40);
    expect(sum(history, 'aws')).toBe(60);
    const [point] = history.points;
    expect(point.sites['on-prem']).toEqual({ requests: 40, errors: 3 });
    expect(point.sites.aws).toEqual({ requests: 60, errors: 0 });
    expect(Date.parse(point.at) % 60_000).toBe(0);
    expect(history.from <= point.at && point.at <= history.to).toBe(true);
  });

  it('takes one call of CloudWatch, and none again for the same chart', async () => {
    await get();
    platform.forget();
    await get(7200);
    const calls = () =>
      platform.calls().filter(name => name === 'GetMetricData');
    expect(calls()).toHaveLength(1);
    await get(7200);
    expect(calls()).toHaveLength(1);
  });

  it.each([300, 10_800, 86_400, 1_209_600])(
    'asks CloudWatch for a period that it has, for %i seconds',
    async seconds => {
      platform.serve('cart', 'aws', 7);
      const history = await get(seconds);
      const reach = Date.parse(history.to) - Date.parse(history.from);
      expect(reach / 1000).toBeGreaterThanOrEqual(seconds);
      expect(reach / 1000 / history.periodSeconds).toBeLessThanOrEqual(182);
      expect(sum(history, 'aws')).toBe(7);
    },
  );

  it('has the shifts that were under way in the time, oldest first', async () => {
    const ago = (seconds: number) =>
      new Date(Date.now() - seconds * 1000).toISOString();
    const [, across, within, active] = await recordShifts(
      knex,
      [
        { created_at: ago(9000), ended_at: ago(8000) },
        { created_at: ago(5000), ended_at: ago(3000) },
        { created_at: ago(2000), ended_at: ago(1900) },
        { created_at: ago(10), ended_at: null, state: 'running' },
      ].map(shift => ({ shift })),
    );
    await recordShifts(knex, [
      {
        shift: {
          entity_ref: 'component:default/order',
          created_at: ago(100),
          ended_at: ago(50),
        },
      },
    ]);
    const { shifts } = await get(3600);
    expect(shifts.map(({ id }) => id)).toEqual([across, within, active]);
  });

  it('says what is wrong when CloudWatch does not answer', async () => {
    platform.onCall(name =>
      name === 'GetMetricData' ? { error: 'throttled' } : undefined,
    );
    const { status, body } = await backend.get(TRAFFIC);
    expect(status).toBe(503);
    expect(body.error.problem.code).toBe('aws-throttled');
  }, 30_000);

  it.each(['299', '1209601', 'all', ''])(
    'refuses to look back by %j seconds',
    async seconds => {
      const answer = await backend.get(`${TRAFFIC}?seconds=${seconds}`);
      expect(answer.status).toBe(400);
      expect(answer.body.error.message).toMatch(/seconds/);
    },
  );

  it('is not for everybody', async () => {
    const anonymous = await request(backend.server)
      .get(`/api/hybrid/v1${TRAFFIC}`)
      .set('Authorization', mockCredentials.none.header());
    expect(anonymous.status).toBe(401);
    readable = false;
    expect((await backend.get(TRAFFIC)).status).toBe(403);
    const unseen = TRAFFIC.replace('cart', 'nobodys');
    expect((await backend.get(unseen)).status).toBe(404);
  });
});
