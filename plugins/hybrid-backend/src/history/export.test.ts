import { mockCredentials } from '@backstage/backend-test-utils';
import type { Shift } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { parse } from 'csv-parse/sync';
import type { Knex } from 'knex';
import request from 'supertest';
import { component, SHOP_ENTITIES } from '../__testUtils__/backend';
import { withBackend } from '../__testUtils__/withBackend';
import { testDatabases } from '../__testUtils__/databases';
import { recordShift, recordShifts } from '../__testUtils__/pastShifts';

const CART = '/services/default/component/cart/shifts/export';
const SHOP = '/platforms/shop/shifts/export';
const databases = testDatabases();

describe.each(databases.eachSupportedId())('the export on %s', databaseId => {
  let knex: Knex;
  /** Entities whose services the caller may read. */
  let readable: Set<string>;

  const { platform, backend } = withBackend(
    async () => {
      knex = await databases.init(databaseId);
      return {
        knex,
        entities: [...SHOP_ENTITIES, component('gone', 'shop/gone')],
        allow: (_permission, ref) => readable.has(ref ?? ''),
      };
    },
    { each: true },
  );

  beforeEach(() => {
    readable = new Set(['component:default/cart', 'component:default/order']);
  });

  afterEach(async () => {
    await knex.destroy();
  });

  const rowsOf = (text: string): Record<string, string>[] =>
    parse(text, { columns: true });

  it('of a service in JSON has every shift as it is read one by one, oldest first', async () => {
    const newer = await recordShift(knex, {
      created_at: '2026-11-22T13:00:00.000Z',
    });
    const older = await recordShift(
      knex,
      { forced: '["cooldown"]', evacuation_id: 'e-1' },
      [
        { type: 'requested', message: 'asked' },
        { type: 'weights-written', aws_request_id: 'req-1' },
      ],
    );
    await recordShift(knex, { entity_ref: 'component:default/order' });

    const { status, body, headers } = await backend.get(CART);
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
    expect(headers['content-disposition']).toBe(
      'attachment; filename="shifts-of-cart.json"',
    );
    expect(body.map(({ id }: Shift) => id)).toEqual([older, newer]);
    for (const shift of body) {
      const path = `/services/default/component/cart/shifts/${shift.id}`;
      expect(shift).toEqual((await backend.get(path)).body);
    }
  });

  it('of a service in CSV has one row per event, after RFC 4180', async () => {
    await recordShift(knex, { reason: 'It said "no",\nthen yes' }, [
      { type: 'requested', message: 'asked' },
      {
        type: 'weights-written',
        message: 'written',
        step: 1,
        weight_on_prem: 0,
        weight_aws: 100,
        aws_request_id: 'req-1',
      },
    ]);

    const { text, headers } = await backend.get(`${CART}?format=csv`);
    expect(headers['content-type']).toMatch(/^text\/csv; charset=utf-8/);
    expect(headers['content-disposition']).toBe(
      'attachment; filename="shifts-of-cart.csv"',
    );
    expect(text).toContain('"It said ""no"",\nthen yes"');
    expect(text.endsWith('\r\n')).toBe(true);
    expect(rowsOf(text)).toEqual([
      expect.objectContaining({ event_type: 'requested', aws_request_id: '' }),
      expect.objectContaining({
        reason: 'It said "no",\nthen yes',
        requested_by: 'user:default/owner',
        from_on_prem: '40',
        from_aws: '60',
        to_on_prem: '0',
        to_aws: '100',
        state: 'succeeded',
        recovery_time_seconds: '12.5',
        event_sequence: '2',
        event_type: 'weights-written',
        event_step: '1',
        event_on_prem: '0',
        event_aws: '100',
        aws_request_id: 'req-1',
      }),
    ]);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])(
    'in CSV has no cell that a spreadsheet would run: %j',
    async formula => {
      await recordShift(knex, { reason: formula });
      const { text } = await backend.get(`${CART}?format=csv`);
      expect(rowsOf(text)[0].reason).toBe(`'${formula}`);
    },
  );

  it('in CSV has a header row, though there is no shift', async () => {
    const { text } = await backend.get(`${CART}?format=csv`);
    expect(text).toMatch(/^shift_id,platform,service,.*aws_request_id\r\n$/);
    expect((await backend.get(CART)).body).toEqual([]);
  });

  it('of a platform has the services that the caller may read, by one question for all', async () => {
    await recordShifts(knex, [
      { shift: { service: 'order', entity_ref: 'component:default/order' } },
      { shift: {} },
      { shift: { service: 'search', entity_ref: 'component:default/search' } },
      { shift: { platform: 'other', service: 'cart' } },
    ]);
    backend.questions.length = 0;
    const { status, body, headers } = await backend.get(SHOP);
    expect(status).toBe(200);
    expect(headers['content-disposition']).toBe(
      'attachment; filename="shifts-of-platform-shop.json"',
    );
    expect(body.map(({ service }: Shift) => service).sort()).toEqual([
      'cart',
      'order',
    ]);
    expect(backend.questions).toHaveLength(1);
  });

  it('of a platform has the services that AWS does not know any more, and needs no AWS', async () => {
    readable.add('component:default/gone');
    await recordShift(knex, {
      service: 'gone',
      entity_ref: 'component:default/gone',
    });
    platform.onCall(() => ({ error: 'internal' }));
    const { body } = await backend.get(SHOP);
    expect(body).toEqual([expect.objectContaining({ service: 'gone' })]);
  }, 30_000);

  it('goes on from page to page, and loses and repeats nothing', async () => {
    const ids = await recordShifts(
      knex,
      Array.from({ length: 250 }, (_, index) => ({
        // Many within the same millisecond: the id decides about their order.
        shift: {
          created_at: `2026-11-22T12:00:00.${100 + Math.floor(index / 60)}Z`,
        },
        events: [{ type: 'requested' }, { type: 'succeeded' }],
      })),
    );
    const { body } = await backend.get(SHOP);
    expect(new Set(body.map(({ id }: Shift) => id))).toEqual(new Set(ids));
    expect(body).toHaveLength(250);
    expect(body.every(({ events }: Shift) => events.length === 2)).toBe(true);
    const csv = await backend.get(`${SHOP}?format=csv`);
    expect(rowsOf(csv.text)).toHaveLength(500);
  });

  it('is not for everybody', async () => {
    await recordShift(knex);
    const { server } = backend;
    for (const path of [CART, SHOP]) {
      const url = `/api/hybrid/v1${path}`;
      const anonymous = await request(server)
        .get(url)
        .set('Authorization', mockCredentials.none.header());
      expect(anonymous.status).toBe(401);
    }
    readable.clear();
    expect((await backend.get(CART)).status).toBe(403);
    expect((await backend.get(SHOP)).body.error.problem.code).toBe(
      'platform-unknown',
    );
    const unseen = CART.replace('cart', 'nobodys');
    expect((await backend.get(unseen)).status).toBe(404);
    const unknown = SHOP.replace('shop', 'moon');
    expect((await backend.get(unknown)).status).toBe(404);
  });

  it('refuses a format that it does not know', async () => {
    const { status, body } = await backend.get(`${CART}?format=xlsx`);
    expect(status).toBe(400);
    expect(body.error.message).toMatch(/format.*json, csv/);
  });
});
