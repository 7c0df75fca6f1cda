import { mockCredentials } from '@backstage/backend-test-utils';
import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { SHOP_CONFIG } from '@hybrid-platform/sandbox/testing';
import { component, SHOP_ENTITIES } from '../__testUtils__/backend';
import { withBackend } from '../__testUtils__/withBackend';
import {
  fill,
  readOperations,
  type Operation,
} from '../__testUtils__/operations';

const READ = 'hybrid.service.read';
const SHIFT = 'hybrid.traffic.shift';
const HOLD = 'hybrid.traffic.hold';
const APPROVE = 'hybrid.traffic.approve';
const CONTROL = 'hybrid.replication.control';

/** Valid requests: what is wrong with each test's is only who sends it. */
const REASON = 'a test of who may';
const FAILOVER = { kind: 'failover', to: 'aws' };

/** What each operation needs, and a valid body for it. */
const NEEDS: Record<string, { permission: string; body?: object }> = {
  GetPlatforms: { permission: READ },
  GetPlatform: { permission: READ },
  GetService: { permission: READ },
  CreatePlan: { permission: SHIFT, body: FAILOVER },
  CreateShift: { permission: SHIFT, body: { ...FAILOVER, reason: REASON } },
  GetShifts: { permission: READ },
  GetShift: { permission: READ },
  AbortShift: { permission: SHIFT, body: { rollBack: false } },
  ApproveShift: { permission: APPROVE },
  RejectShift: { permission: APPROVE },
  ExportShifts: { permission: READ },
  HoldService: {
    permission: HOLD,
    body: { durationSeconds: 600, reason: REASON },
  },
  ReleaseHold: { permission: HOLD },
  GetTraffic: { permission: READ },
  ExportPlatformShifts: { permission: READ },
  PlanEvacuation: { permission: READ, body: { off: 'on-prem' } },
  Evacuate: {
    permission: SHIFT,
    body: { off: 'on-prem', services: ['cart'], reason: REASON },
  },
  GetEvacuations: { permission: READ },
  GetEvacuation: { permission: READ },
  AbortEvacuation: { permission: SHIFT },
  ResumeEvacuation: { permission: SHIFT },
  GetReplications: { permission: READ },
  GetReplicationTables: { permission: READ },
  GetPreflight: { permission: READ },
  StartReplication: { permission: CONTROL, body: {} },
  StopReplication: { permission: CONTROL },
  ReloadReplication: {
    permission: CONTROL,
    body: { tables: [{ schema: 'shop', table: 'orders' }] },
  },
  TestReplication: { permission: CONTROL },
};

/** Everything that changes something on AWS. */
const WRITES =
  /^(Modify|Add|Remove|Start|Stop|Reload|Test|Put|Set|Change|Create|Delete)/;

const operations = readOperations();
const table = operations.map(operation => [operation.id, operation] as const);
const UNKNOWN_ID = randomUUID();

/** Of a platform that has nothing these may answer with an empty list. */
const LISTS = [
  'GetEvacuations',
  'GetReplications',
  'ExportPlatformShifts',
  'PlanEvacuation',
];

/** What an answer gives away. */
function outcomeOf({ status, body }: request.Response): string {
  if ([400, 403, 404].includes(status)) return 'refused';
  const items: unknown[] = body.items ?? body;
  return status === 200 && items.length === 0
    ? 'nothing'
    : `${status} ${JSON.stringify(body)}`;
}

const values = {
  namespace: 'default',
  kind: 'component',
  name: 'cart',
  platform: 'shop',
};

function pathOf(operation: Operation, overrides: Record<string, string> = {}) {
  const id = /\/replications\//.test(operation.path)
    ? 'shop-aws-to-on-prem'
    : UNKNOWN_ID;
  return fill(operation.path, {
    ...values,
    id: operation.id === 'GetPlatform' ? 'shop' : id,
    ...overrides,
  });
}

describe('who may not, cannot', () => {
  let allow: (permission: string, ref: string | undefined) => boolean;

  const { platform, backend } = withBackend({
    entities: [...SHOP_ENTITIES, component('thief', 'shop/cart')],
    hybrid: {
      ...SHOP_CONFIG,
      platforms: {
        ...SHOP_CONFIG.platforms,
        bank: { accountId: '111122223333', region: 'ap-northeast-2' },
      },
    },
    allow: (permission, ref) => allow(permission, ref),
  });

  const send = (
    operation: Operation,
    path: string,
    authorization: string | undefined = mockCredentials.user.header(
      'user:default/somebody',
    ),
  ) => {
    const sent = request(backend.server)
      [operation.method](`/api/hybrid/v1${path}`)
      .set('Idempotency-Key', randomUUID());
    if (authorization) sent.set('Authorization', authorization);
    const { body } = NEEDS[operation.id];
    return body ? sent.send(body) : sent;
  };
  /** What was changed on AWS, or asked to be. */
  const writes = () => [
    ...platform.calls().filter(call => WRITES.test(call)),
    ...(platform.weights('cart').aws === 60 ? [] : ['other weights']),
  ];

  beforeAll(async () => {
    allow = () => true;
    await backend.get('/platforms/shop').expect(200);
  });

  beforeEach(() => {
    allow = () => true;
    platform.forget();
  });

  it('covers every operation of the contract', () => {
    expect(Object.keys(NEEDS).sort()).toEqual(
      operations.map(({ id }) => id).sort(),
    );
  });

  it.each(table)('%s refuses who is not signed in', async (_, operation) => {
    const { status } = await send(
      operation,
      pathOf(operation),
      mockCredentials.none.header(),
    );
    expect(status).toBe(401);
    expect(platform.calls()).toEqual([]);
  });

  it.each(table.filter(([id]) => id !== 'GetPlatforms'))(
    '%s refuses who has no permission at all',
    async (_, operation) => {
      allow = () => false;
      const { status, body } = await send(operation, pathOf(operation));
      expect([403, 404]).toContain(status);
      expect(body.error.problem).toMatchObject({
        message: expect.stringMatching(/./),
        remedy: expect.stringMatching(/./),
      });
      expect(writes()).toEqual([]);
    },
  );

  it('GetPlatforms shows nothing to who has no permission at all', async () => {
    allow = () => false;
    const { body } = await backend.get('/platforms').expect(200);
    expect(body.items).toEqual([]);
  });

  it.each(table.filter(([id]) => NEEDS[id].permission !== READ))(
    '%s refuses who has every permission but its own',
    async (id, operation) => {
      allow = permission => permission !== NEEDS[id].permission;
      const { status } = await send(operation, pathOf(operation));
      // An unknown shift or evacuation may be told from a known one only by who may act.
      expect([403, 404]).toContain(status);
      expect(writes()).toEqual([]);
    },
  );

  it.each(table.filter(([, { about }]) => about === 'service'))(
    '%s gives no power to an entity that names another’s service',
    async (id, operation) => {
      const answer = await send(
        operation,
        pathOf(operation, { name: 'thief' }),
      );
      // History is by entity, and this one has none.
      const expected = ['GetShifts', 'ExportShifts'].includes(id)
        ? 'nothing'
        : 'refused';
      expect([id, outcomeOf(answer)]).toEqual([id, expected]);
      expect(writes()).toEqual([]);
    },
  );

  it.each(
    table.filter(
      ([id, { about }]) => about === 'platform' && id !== 'GetPlatform',
    ),
  )('%s knows nothing of another platform’s ids', async (id, operation) => {
    const answer = await send(
      operation,
      pathOf(operation, { platform: 'bank' }),
    );
    const refused = [400, 403, 404].includes(answer.status);
    const expected = LISTS.includes(id) && !refused ? 'nothing' : 'refused';
    expect([id, outcomeOf(answer)]).toEqual([id, expected]);
    expect(writes()).toEqual([]);
  });

  it.each([
    '..',
    '%2e%2e',
    '..%2f..%2fplatforms',
    'cart%00',
    'cart%2fshifts',
    'cart;drop',
    '%ff',
    `c${'a'.repeat(300)}`,
    'arn:aws:elasticloadbalancing:ap-northeast-2:111122223333:listener-rule',
  ])('a path with the name %j leads nowhere', async name => {
    const tried = operations.filter(({ about }) => about === 'service');
    for (const operation of tried) {
      const { status } = await send(operation, pathOf(operation, { name }));
      const leadsNowhere = [400, 404, 405].includes(status);
      expect([operation.id, status, leadsNowhere]).toEqual([
        operation.id,
        status,
        true,
      ]);
    }
    expect(writes()).toEqual([]);
  });
});

/** What shows that the refusals above are refusals: who may, can. */
describe('who may, can', () => {
  const { backend } = withBackend({}, { each: true });

  beforeEach(async () => {
    await backend.get('/platforms/shop').expect(200);
  });

  const send = (operation: Operation) => {
    const sent = request(backend.server)
      [operation.method](`/api/hybrid/v1${pathOf(operation)}`)
      .set('Idempotency-Key', randomUUID())
      .set('Authorization', mockCredentials.user.header('user:default/owner'));
    const { body } = NEEDS[operation.id];
    return body ? sent.send(body) : sent;
  };

  const namesAnId = ({ id, path }: Operation) =>
    id !== 'GetPlatform' && path.includes('{id}') && !path.includes('replic');
  const isServed = (operation: Operation) =>
    !namesAnId(operation) && operation.id !== 'StartReplication';

  it.each(table.filter(([, operation]) => isServed(operation)))(
    '%s serves who has the permission',
    async (id, operation) => {
      const { status, body } = await send(operation);
      expect([id, status, body.error]).toEqual([id, status, undefined]);
      expect([200, 202, 204]).toContain(status);
    },
  );

  it.each(table.filter(([, operation]) => namesAnId(operation)))(
    '%s looks for what who has the permission names',
    async (_id, operation) => {
      const { status, body } = await send(operation);
      expect([status, body.error.message]).toEqual([
        404,
        expect.stringContaining(UNKNOWN_ID),
      ]);
    },
  );

  it('StartReplication finds that it runs already', async () => {
    const start = operations.find(({ id }) => id === 'StartReplication')!;
    const { body } = await send(start);
    expect(body.error.problem.code).toBe('replication-state');
  });
});
