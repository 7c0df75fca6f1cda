import { AwsError } from '@hybrid-platform/sandbox';
import {
  awsEnvironment,
  SHOP_CONFIG,
  startTestPlatform,
  until,
} from '@hybrid-platform/sandbox/testing';
import {
  component,
  SHOP_ENTITIES,
  startBackend,
} from '../__testUtils__/backend';
import { withBackend } from '../__testUtils__/withBackend';
import { taskOf, toServerless } from '../__testUtils__/replications';

const ID = 'shop-aws-to-on-prem';
const PATH = `/platforms/shop/replications/${ID}`;
const CONTROL = 'hybrid.replication.control';
const SYSTEM = 'system:default/shop';

let keys = 0;

describe('control of a replication', () => {
  let allowed: (permission: string, ref?: string) => boolean;

  const { platform, backend } = withBackend({
    entities: [...SHOP_ENTITIES, component('unrelated')],
    allow: (permission, ref) => allowed(permission, ref),
    hybrid: {
      ...SHOP_CONFIG,
      platforms: {
        ...SHOP_CONFIG.platforms,
        bank: { accountId: '111122223333', region: 'eu-west-1' },
      },
    },
  });

  beforeEach(() => {
    allowed = () => true;
    const task = taskOf(platform);
    Object.assign(task, {
      status: 'running',
      everStarted: true,
      stopReason: undefined,
      lastFailureMessage: undefined,
      migrationType: 'full-load-and-cdc',
      fullLoadProgressPercent: 100,
      startedAt: platform.world.now() - 3_600_000,
    });
    for (const table of task.tables) table.state = 'Table completed';
    for (const connection of platform.world.dms.connections) {
      connection.status = 'successful';
    }
    platform.forget();
    backend.audits.length = 0;
    backend.signals.length = 0;
  });

  afterEach(() => platform.onCall(undefined));

  const key = () => `key-${(keys += 1)}`;
  const act = (action: string, body: object = {}, idempotencyKey = key()) =>
    backend.post(`${PATH}/${action}`, body, {
      'Idempotency-Key': idempotencyKey,
    });
  const setState = (changes: Partial<ReturnType<typeof taskOf>>) =>
    Object.assign(taskOf(platform), changes);
  const count = (operation: string) =>
    platform.calls().filter(name => name === operation).length;

  describe('starts', () => {
    it('a stopped one from its last position', async () => {
      setState({ status: 'stopped', stopReason: 'Stop Reason NORMAL' });
      const { status, body } = await act('start');
      expect(status).toBe(202);
      expect(body).toMatchObject({
        message: `DMS was asked to resume ${ID} from its last position.`,
        awsRequestId: expect.stringMatching(/./),
        replication: { id: ID, state: 'starting' },
      });
      // Nothing was loaded again.
      expect(taskOf(platform).tables[0].state).toBe('Table completed');
      expect(body.replication).not.toHaveProperty('lagSeconds');
    });

    it('a new one for the first time', async () => {
      setState({ status: 'ready', everStarted: false, startedAt: undefined });
      const { body } = await act('start');
      expect(body.message).toBe(
        `DMS was asked to start ${ID} for the first time.`,
      );
      expect(taskOf(platform).status).toBe('starting');
    });

    it('and loads everything again only for who names it', async () => {
      setState({ status: 'failed', fullLoadProgressPercent: 40 });
      taskOf(platform).tables[0].state = 'Table error';
      const refusal = await act('start');
      expect(refusal.status).toBe(409);
      expect(refusal.body.error.problem).toEqual({
        code: 'replication-state',
        message: `${ID}: Its full load ended at 40 %, and tables that are loaded in part cannot be resumed.`,
        remedy: expect.stringContaining("'reload-target'"),
      });
      expect(count('StartReplicationTask')).toBe(0);

      const { status } = await act('start', { startType: 'reload-target' });
      expect(status).toBe(202);
      expect(taskOf(platform).tables[0].state).toBe('Before load');
    });

    it('nothing that runs, or that DMS has not tested', async () => {
      expect((await act('start')).body.error.problem.message).toBe(
        `${ID}: It is running already.`,
      );
      setState({ status: 'stopped' });
      platform.world.dms.connections[1].status = 'failed';
      expect((await act('start')).body.error.problem).toMatchObject({
        code: 'replication-state',
        message: expect.stringContaining(
          'the target shop-on-prem-target failed',
        ),
        remedy: 'Test the connections.',
      });
    });

    it('by no other type than DMS has', async () => {
      const { status, body } = await act('start', { startType: 'again' });
      expect(status).toBe(400);
      expect(body.error.message).toContain('startType');
    });

    it('one without an instance', async () => {
      const elsewhere = await startTestPlatform();
      const replication = toServerless(elsewhere);
      replication.status = 'stopped';
      const before = process.env.AWS_ENDPOINT_URL;
      Object.assign(process.env, awsEnvironment(elsewhere.url));
      const serverless = await startBackend();
      try {
        const post = (action: string, body = {}) =>
          serverless.post(`${PATH}/${action}`, body, {
            'Idempotency-Key': key(),
          });
        const started = await post('start');
        expect(started.body.replication).toMatchObject({
          type: 'serverless',
          state: 'initializing',
        });
        // Its capacity can be given back while it is still being provided.
        expect((await post('stop')).body.replication.state).toBe('stopping');
        expect((await post('test')).body.error.problem.message).toContain(
          'DMS Serverless tests the connections itself',
        );
        replication.status = 'running';
        const reloaded = await post('reload', {
          tables: [{ schema: 'shop', table: 'orders' }],
        });
        expect(reloaded.status).toBe(202);
        expect(
          replication.tables.find(({ table }) => table === 'orders')!.state,
        ).toBe('Table is being reloaded');
      } finally {
        await serverless.stop();
        await elsewhere.close();
        process.env.AWS_ENDPOINT_URL = before;
      }
    });
  });

  it('stops what runs, and nothing else', async () => {
    const { status, body } = await act('stop');
    expect(status).toBe(202);
    expect(body.replication.state).toBe('stopping');
    setState({ status: 'stopped' });
    const again = await act('stop');
    expect(again.status).toBe(409);
    expect(again.body.error.problem.message).toBe(`${ID}: It is stopped.`);
  });

  it('loads tables again that it has, and names those that it has not', async () => {
    const tables = [
      { schema: 'shop', table: 'orders' },
      { schema: 'shop', table: 'nobody' },
      { schema: 'mysql', table: 'user' },
    ];
    const { status, body } = await act('reload', { tables });
    expect(status).toBe(400);
    expect(body.error.problem).toMatchObject({
      code: 'invalid-request',
      message: `'tables' names 'shop.nobody', 'mysql.user', which ${ID} does not replicate.`,
    });
    expect(count('ReloadTables')).toBe(0);

    const done = await act('reload', { tables: tables.slice(0, 1) });
    expect(done.body.message).toBe('DMS was asked to load shop.orders again.');
    expect(
      taskOf(platform).tables.filter(
        ({ state }) => state === 'Table is being reloaded',
      ),
    ).toHaveLength(1);
    setState({ status: 'stopped' });
    const stopped = await act('reload', { tables: tables.slice(0, 1) });
    expect(stopped.status).toBe(409);
  });

  it.each([
    ['no table', []],
    ['more than ten', Array(11).fill({ schema: 'shop', table: 'orders' })],
  ])('refuses to load %s again', async (_, tables) => {
    expect((await act('reload', { tables })).status).toBe(400);
  });

  it('tests both connections, and says so while it does', async () => {
    const { status, body } = await act('test');
    expect(status).toBe(202);
    expect(body.message).toContain(
      'source shop-aws-source and the target shop-on-prem-target',
    );
    expect(
      body.replication.endpoints.map(
        ({ connection }: { connection: string }) => connection,
      ),
    ).toEqual(['testing', 'testing']);
    const again = await act('test');
    expect(again.status).toBe(409);
    expect(again.body.error.problem.message).toContain(
      'A test of both connections is running.',
    );
  });

  it('tells when only one of the tests could be begun', async () => {
    let tests = 0;
    platform.onCall(operation => {
      if (operation === 'TestConnection') tests += 1;
      return operation === 'TestConnection' && tests > 1
        ? { error: new AwsError('AccessDeniedException', 'is not authorized') }
        : undefined;
    });
    const { status, body } = await act('test');
    expect(status).toBe(202);
    expect(body.problem.code).toBe('aws-access-denied');
    expect(body.message).toContain('source shop-aws-source;');
  });

  describe('when it is asked for twice', () => {
    beforeEach(() => setState({ status: 'stopped' }));

    it('answers what it led to, and does it once', async () => {
      const same = key();
      const first = await act('start', {}, same);
      setState({ status: 'running' });
      const second = await act('start', {}, same);
      expect([first.status, second.status]).toEqual([202, 200]);
      expect(second.body).toEqual(first.body);
      expect(count('StartReplicationTask')).toBe(1);
    });

    it('does it once also when both come at a time', async () => {
      const same = key();
      const answers = await Promise.all([
        act('start', {}, same),
        act('start', {}, same),
        act('start', {}, same),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([
        200, 200, 202,
      ]);
      expect(count('StartReplicationTask')).toBe(1);
    });

    it('takes one action at a time', async () => {
      const [started, stopped] = await Promise.all([
        act('start'),
        until(
          () => platform.calls(),
          calls => calls.includes('DescribeEndpoints'),
        ).then(() => act('stop')),
      ]);
      expect([started.status, stopped.status]).toEqual([202, 202]);
      expect(taskOf(platform).status).toBe('stopping');
    });

    it('refuses the key for another request', async () => {
      const same = key();
      await act('start', {}, same);
      for (const [action, body] of [
        ['start', { startType: 'reload-target' }],
        ['stop', {}],
      ] as const) {
        const { status, body: answer } = await act(action, body, same);
        expect(status).toBe(409);
        expect(answer.error.problem.code).toBe('idempotency-key-reused');
      }
    });

    it('tries anew when the first try was refused', async () => {
      const same = key();
      setState({ status: 'stopping' });
      expect((await act('start', {}, same)).status).toBe(409);
      setState({ status: 'stopped' });
      expect((await act('start', {}, same)).status).toBe(202);
    });
  });

  describe('while AWS is in trouble', () => {
    beforeEach(() => setState({ status: 'stopped' }));

    it('goes on trying while it throttles', async () => {
      let left = 4;
      platform.onCall(operation => {
        if (operation !== 'StartReplicationTask' || left === 0)
          return undefined;
        left -= 1;
        return { error: 'throttled' };
      });
      expect((await act('start')).status).toBe(202);
      expect(taskOf(platform).status).toBe('starting');
    }, 20_000);

    it('knows that it was done when the answer is lost on the way', async () => {
      let lost = false;
      platform.onCall(operation => {
        if (operation !== 'StartReplicationTask' || lost) return undefined;
        lost = true;
        return { drop: 'after' };
      });
      const { status, body } = await act('start');
      expect(status).toBe(202);
      expect(body.replication.state).toBe('starting');
      expect(count('StartReplicationTask')).toBe(2);
    }, 20_000);

    it('says so at last, and does what was asked when it is asked again', async () => {
      const same = key();
      // The first try takes effect, but no answer comes back, from it or any later one.
      let tries = 0;
      platform.onCall(operation => {
        if (operation !== 'StartReplicationTask') return undefined;
        tries += 1;
        return tries === 1 ? { drop: 'after' } : { error: 'internal' };
      });
      const first = await act('start', {}, same);
      expect(first.status).toBe(503);
      platform.onCall(undefined);
      const second = await act('start', {}, same);
      expect(second.status).toBe(202);
      expect(second.body.message).toBe(
        `DMS did what it was asked before: ${ID} is starting.`,
      );
    }, 30_000);
  });

  describe('is for', () => {
    it.each(['start', 'stop', 'reload', 'test'])(
      'who has the permission on the tagged entity: %s',
      async action => {
        allowed = permission => permission !== CONTROL;
        const { status, body } = await act(action, {
          ...(action === 'reload' && {
            tables: [{ schema: 'shop', table: 'orders' }],
          }),
        });
        expect(status).toBe(403);
        expect(body.error.problem).toMatchObject({
          code: 'not-permitted',
          message: `You do not have the permission '${CONTROL}' for ${SYSTEM}.`,
        });
        expect(platform.calls().join()).not.toMatch(/Start|Stop|Reload|Test/);
        expect(backend.audits).toMatchObject([
          { eventId: 'replication-control', outcome: 'fail' },
        ]);
      },
    );

    const withTag = async (value: string | undefined) => {
      const tags = platform.world.tags.get(taskOf(platform).arn)!;
      if (value === undefined) tags.delete('hybrid-platform:entity');
      else tags.set('hybrid-platform:entity', value);
      const answer = await act('stop');
      tags.set('hybrid-platform:entity', SYSTEM);
      expect(count('StopReplicationTask')).toBe(0);
      return answer;
    };

    it('nobody, when the tag is missing', async () => {
      const { status, body } = await withTag(undefined);
      expect(status).toBe(403);
      expect(body.error.problem).toMatchObject({
        code: 'entity-tag-mismatch',
        message: `The replication ${ID} has no tag 'hybrid-platform:entity', so nobody may control it from Backstage.`,
        remedy: expect.stringContaining(
          `aws dms add-tags-to-resource --resource-arn ${
            taskOf(platform).arn
          } --tags Key=hybrid-platform:entity,Value=system:default/shop`,
        ),
      });
    });

    it('nobody, when the tag names an entity that is not of the platform', async () => {
      const { status, body } = await withTag('component:default/unrelated');
      expect(status).toBe(403);
      expect(body.error.problem.message).toContain(
        "annotation 'hybrid-platform.io/platform' is missing and not 'shop'",
      );
    });

    it('nobody, when the tag names an entity that is not there', async () => {
      expect((await withTag('system:default/nowhere')).status).toBe(404);
    });

    it('nobody to whom the platform does not show', async () => {
      allowed = permission => permission !== 'hybrid.service.read';
      const { status, body } = await act('stop');
      expect(status).toBe(404);
      expect(body.error.problem.code).toBe('platform-unknown');
    });

    it('replications of the platform in the path, and no other', async () => {
      const { status, body } = await backend.post(
        '/platforms/shop/replications/bank-replication/stop',
        {},
        { 'Idempotency-Key': key() },
      );
      expect(status).toBe(404);
      expect(body.error.problem.code).toBe('not-found');
      const other = await backend.post(
        `/platforms/bank/replications/${ID}/stop`,
        {},
        { 'Idempotency-Key': key() },
      );
      expect(other.status).toBe(404);
      expect(count('StopReplicationTask')).toBe(0);
    });
  });

  it('is audited and announced', async () => {
    await act('stop');
    expect(backend.audits).toEqual([
      { eventId: 'replication-control', outcome: 'success' },
    ]);
    expect(backend.auditor.createEvent).toHaveBeenLastCalledWith(
      expect.objectContaining({
        severityLevel: 'medium',
        meta: { actionType: 'stop', platform: 'shop', replicationId: ID },
      }),
    );
    await until(
      () => backend.signals,
      signals => signals.length > 0,
    );
    expect(backend.signals).toEqual([{ platform: 'shop', replicationId: ID }]);
  });

  it('needs a key', async () => {
    const { status } = await backend.post(`${PATH}/stop`, {});
    expect(status).toBe(400);
  });
});
