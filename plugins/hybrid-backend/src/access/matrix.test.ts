import { mockCredentials } from '@backstage/backend-test-utils';
import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { SHOP_CONFIG, until } from '@hybrid-platform/sandbox/testing';
import { component, SHOP_ENTITIES } from '../__testUtils__/backend';
import { changingCatalog } from '../__testUtils__/changingCatalog';
import { REQUESTS } from '../__testUtils__/requests';
import { withBackend } from '../__testUtils__/withBackend';
import {
  examplePath,
  readOperations,
  type Operation,
} from '../__testUtils__/operations';

const READ = 'hybrid.service.read';
const SHIFT = 'hybrid.traffic.shift';
const HOLD = 'hybrid.traffic.hold';
const APPROVE = 'hybrid.traffic.approve';
const CONTROL = 'hybrid.replication.control';

/** The permission that each operation needs. */
const NEEDS: Record<string, string> = {
  GetPlatforms: READ,
  GetPlatform: READ,
  GetService: READ,
  CreatePlan: SHIFT,
  CreateShift: SHIFT,
  GetShifts: READ,
  GetShift: READ,
  AbortShift: SHIFT,
  ApproveShift: APPROVE,
  RejectShift: APPROVE,
  ExportShifts: READ,
  HoldService: HOLD,
  ReleaseHold: HOLD,
  GetTraffic: READ,
  ExportPlatformShifts: READ,
  PlanEvacuation: READ,
  Evacuate: SHIFT,
  GetEvacuations: READ,
  GetEvacuation: READ,
  AbortEvacuation: SHIFT,
  ResumeEvacuation: SHIFT,
  GetReplications: READ,
  GetReplicationTables: READ,
  GetPreflight: READ,
  StartReplication: CONTROL,
  StopReplication: CONTROL,
  ReloadReplication: CONTROL,
  TestReplication: CONTROL,
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

const pathOf = (operation: Operation, overrides: Record<string, string> = {}) =>
  examplePath(operation, { id: UNKNOWN_ID, ...overrides });

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
    const body = REQUESTS[operation.id];
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

  it.each(table.filter(([id]) => NEEDS[id] !== READ))(
    '%s refuses who has every permission but its own',
    async (id, operation) => {
      allow = permission => permission !== NEEDS[id];
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
    const body = REQUESTS[operation.id];
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

/** The same when the catalog has lost the entity in the middle of a shift. */
describe('for an entity that is gone', () => {
  const catalog = changingCatalog();
  let allow: (permission: string, ref: string | undefined) => boolean;
  let shift: string;

  const { platform, backend } = withBackend({
    catalog: catalog.service,
    allow: (permission, ref) => allow(permission, ref),
  });

  beforeAll(async () => {
    allow = () => true;
    const { body } = await backend.post(
      '/services/default/component/cart/shifts',
      {
        kind: 'custom',
        steps: [{ aws: 61, bakeSeconds: 600 }, { aws: 100 }],
        reason: 'a test of who may',
      },
      { 'Idempotency-Key': randomUUID() },
    );
    shift = body.id;
    await until(
      () => platform.weights('cart').aws,
      aws => aws === 61,
    );
    catalog.loses('component:default/cart');
  });

  const service = table.filter(([, { about }]) => about === 'service');
  const send = (operation: Operation, name = 'cart') => {
    const sent = request(backend.server)
      [operation.method](
        `/api/hybrid/v1${pathOf(operation, { name, id: shift })}`,
      )
      .set('Idempotency-Key', randomUUID())
      .set('Authorization', mockCredentials.user.header('user:default/other'));
    const body = REQUESTS[operation.id];
    return body ? sent.send(body) : sent;
  };
  const refusal = ({ status, body }: request.Response) => ({
    status,
    error: JSON.parse(JSON.stringify(body.error).replace(/never/g, 'cart')),
  });

  it.each(service)(
    '%s tells who may not no more than of one that never was',
    async (_, operation) => {
      for (const policy of [
        () => false,
        (permission: string) => permission !== READ,
        (__: string, ref?: string) => ref !== 'component:default/cart',
      ]) {
        allow = (permission, ref) =>
          ref !== 'system:default/shop' && policy(permission, ref);
        const answer = refusal(await send(operation));
        expect(answer.status).toBe(404);
        expect(answer).toEqual(refusal(await send(operation, 'never')));
      }
    },
  );

  it.each(service.filter(([id]) => NEEDS[id] !== READ))(
    '%s refuses who may but look',
    async (id, operation) => {
      allow = permission => permission === READ;
      const { status, body } = await send(operation);
      expect([id, status]).toEqual([id, 403]);
      expect(body.error.problem.code).toBe('not-permitted');
    },
  );

  const BEGIN = ['CreatePlan', 'CreateShift', 'HoldService'];

  it.each(service.filter(([id]) => BEGIN.includes(id)))(
    '%s begins nothing, whoever asks',
    async (_, operation) => {
      allow = () => true;
      const { status, body } = await send(operation);
      expect([status, body.error.problem.code]).toEqual([404, 'not-found']);
    },
  );

  it.each(
    service.filter(
      ([id, { method }]) => !BEGIN.includes(id) && method === 'get',
    ),
  )('%s serves who may', async (id, operation) => {
    allow = () => true;
    const { status } = await send(operation);
    expect([id, status]).toEqual([id, 200]);
  });

  it('was shifted by nobody but who started it, and is aborted by who may', async () => {
    allow = () => true;
    expect(platform.weights('cart').aws).toBe(61);
    const abort = operations.find(({ id }) => id === 'AbortShift')!;
    expect((await send(abort)).status).toBe(202);
  });
});
