import { mockCredentials } from '@backstage/backend-test-utils';
import request from 'supertest';
import { randomUUID } from 'node:crypto';
import { withBackend } from '../__testUtils__/withBackend';

const CART = '/services/default/component/cart';

describe('the contract', () => {
  const { platform, backend } = withBackend();

  beforeEach(() => platform.forget());

  const custom = (weights: unknown) => ({ kind: 'custom', weights });

  describe.each(['plans', 'shifts'])('POST …/%s', route => {
    const send = (body: Record<string, unknown>) =>
      backend.post(
        `${CART}/${route}`,
        route === 'shifts' ? { reason: 'a test', ...body } : body,
        { 'Idempotency-Key': randomUUID() },
      );

    it.each([
      [custom({ 'on-prem': -1, aws: 1 }), /weights.*on-prem.*>= 0/],
      [custom({ 'on-prem': 1, aws: 1000 }), /weights.*aws.*<= 999/],
      [custom({ 'on-prem': 0, aws: 0 }), /weights.*at least one weight/],
      [custom({ 'on-prem': 'many', aws: 1 }), /weights.*on-prem.*integer/],
      [custom({ 'on-prem': 0.5, aws: 1 }), /weights.*on-prem.*integer/],
      [custom({ 'on-prem': null, aws: 1 }), /weights.*on-prem.*integer/],
      [custom({ aws: 1 }), /weights.*on-prem/],
      [custom({ 'on-prem': 1, aws: 1, moon: 1 }), /additional properties/],
      [
        { kind: 'custom' },
        /'weights' or 'steps' must be given with the kind 'custom'/,
      ],
      [
        { ...custom({ 'on-prem': 1, aws: 1 }), steps: [{ aws: 80 }] },
        /'weights' and 'steps' must not be given together/,
      ],
      [{ kind: 'custom', steps: [{ aws: 101 }] }, /steps.*aws.*<= 100/],
      [{ kind: 'custom', steps: [] }, /steps.*fewer than 1/],
      [{ kind: 'drill', to: 'aws' }, /'durationSeconds' must be given/],
      [
        { kind: 'reset', to: 'aws' },
        /'to' must not be given with the kind 'reset'/,
      ],
      [{ kind: 'failover', to: 'moon' }, /to.*on-prem, aws/],
      [{ kind: 'failover' }, /'to'/],
      [{ kind: 'drill' }, /kind/],
      [{ kind: 7 }, /kind/],
      [{}, /kind/],
      [
        { kind: 'reset', ruleArn: 'arn:aws:somebody-elses' },
        /additional properties/,
      ],
    ])('refuses %j and names what is wrong', async (body, message) => {
      const { status, body: answer } = await send(body);
      expect(answer.error.problem?.code).toBe('invalid-request');
      expect(answer.error.message).toMatch(message);
      expect(status).toBe(400);
      expect(platform.calls()).not.toContain('ModifyRule');
    });

    it('refuses JSON that is none', async () => {
      const { status, body } = await backend
        .post(`${CART}/${route}`, undefined, {
          'Content-Type': 'application/json',
          'Idempotency-Key': randomUUID(),
        })
        .send('{"kind": "reset"');
      expect(status).toBe(400);
      expect(body.error.problem.message).toMatch(/valid JSON/);
    });

    it('refuses a body that is no JSON at all, and none', async () => {
      const headers = { 'Idempotency-Key': randomUUID() };
      const text = await backend
        .post(`${CART}/${route}`, undefined, headers)
        .type('text')
        .send('reset it');
      expect(text.status).toBe(400);
      const none = await backend.post(`${CART}/${route}`, undefined, headers);
      expect(none.status).toBe(400);
    });

    it('refuses a body of a megabyte without reading it all', async () => {
      const { status, body } = await send({
        kind: 'reset',
        padding: 'x'.repeat(1_000_000),
      });
      expect(status).toBe(400);
      expect(body.error.problem.message).toMatch(/at most 500 kB/);
    });
  });

  it.each(['__proto__', 'constructor', 'prototype'])(
    'refuses the member %s, and is not changed by it',
    async member => {
      const { status } = await backend
        .post(`${CART}/plans`, undefined)
        .type('json')
        .send(`{"kind": "reset", "${member}": {"to": "aws", "polluted": 1}}`);
      expect(status).toBe(400);
      expect(({} as { polluted?: number }).polluted).toBeUndefined();
      await backend.post(`${CART}/plans`, { kind: 'reset' }).expect(200);
    },
  );

  it('takes as many names of services as it allows, of any length', async () => {
    const services = Array.from({ length: 2_000 }, (_, index) =>
      `s${index}-`.padEnd(64, 'x'),
    );
    const evacuation = { off: 'on-prem', reason: '가'.repeat(1024), services };
    const { status, body } = await backend.post(
      '/platforms/shop/evacuations',
      evacuation,
      { 'Idempotency-Key': randomUUID() },
    );
    expect(body.error.problem).toMatchObject({
      code: 'service-not-found',
      message: expect.stringContaining('and 1997 more'),
    });
    expect(status).toBe(404);
    const more = await backend.post(
      '/platforms/shop/evacuations',
      { ...evacuation, services: [...services, 'one-more'] },
      { 'Idempotency-Key': randomUUID() },
    );
    expect(more.status).toBe(400);
    expect(more.body.error.message).toMatch(/'services'.*2000/);
  });

  it.each([
    ['a'.repeat(201), /'Idempotency-Key'|idempotency-key/i],
    [undefined, /idempotency-key/i],
  ])('refuses the Idempotency-Key %.10s', async (key, message) => {
    const { status, body } = await backend.post(
      `${CART}/shifts`,
      { kind: 'reset', reason: 'a test' },
      key ? { 'Idempotency-Key': key } : {},
    );
    expect(status).toBe(400);
    expect(body.error.message).toMatch(message);
  });

  it.each([
    ['x'.repeat(10_000), /'reason'.*1024/],
    ['', /'reason'/],
    ['   ', /'reason' must not be blank/],
    [undefined, /'reason'/],
    [7, /'reason'/],
  ])('refuses the reason %.10s', async (reason, message) => {
    const { status, body } = await backend.post(
      `${CART}/shifts`,
      { kind: 'reset', reason },
      { 'Idempotency-Key': randomUUID() },
    );
    expect(status).toBe(400);
    expect(body.error.message).toMatch(message);
  });

  it('keeps a reason of 1024 characters in any script as it is', async () => {
    const reason = '장애 조치 <script>alert(1)</script> '.padEnd(1024, '가');
    const client = backend.client();
    const { id } = await client.shift(
      'component:default/order',
      { kind: 'reset', reason },
      { idempotencyKey: randomUUID() },
    );
    expect((await client.getShift('component:default/order', id)).reason).toBe(
      reason,
    );
  });

  it.each(['limit=0', 'limit=101', 'limit=ten', 'cursor=zzz', 'colour=red'])(
    'refuses the query %s',
    async query => {
      const { status, body } = await backend.get(`${CART}/shifts?${query}`);
      expect(status).toBe(400);
      expect(body.error.problem.message).toContain(query.split('=')[0]);
    },
  );

  it('knows no other routes', async () => {
    expect((await backend.get('/nothing')).status).toBe(404);
    expect((await backend.get('/platforms/shop/nothing')).status).toBe(404);
    expect((await backend.post('/platforms', {})).status).not.toBe(200);
  });

  it('is served with the API', async () => {
    const { status, body } = await request(backend.server)
      .get('/api/hybrid/openapi.json')
      .set('Authorization', mockCredentials.user.header());
    expect(status).toBe(200);
    expect(Object.keys(body.paths)).toContainEqual(
      expect.stringMatching(/platforms$/),
    );
  });

  it('does not let an answer out that breaks it', async () => {
    const region = platform.world.loadBalancing.rules.get(
      platform.ruleArn('payment'),
    )!;
    // What AWS would never say: a weight that the contract does not have.
    const forward = region.actions[0];
    if (forward.type !== 'forward') throw new Error('no forward action');
    forward.targetGroups[0].weight = 1234;
    const { status, body } = await backend.get(
      '/services/default/component/payment',
    );
    forward.targetGroups[0].weight = 40;
    expect(status).toBe(500);
    expect(body.error.message).toMatch(/weight.*<= 999/);
  });
});
