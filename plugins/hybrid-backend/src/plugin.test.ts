import { randomUUID } from 'node:crypto';
import { startBackend, type TestBackend } from './__testUtils__/backend';

describe.each([
  ['no platforms', { platforms: {} }],
  ['no configuration at all', {}],
])('the plugin with %s', (_name, hybrid) => {
  let backend: TestBackend;

  beforeAll(async () => {
    backend = await startBackend({ hybrid, runTasks: true, accessKeyId: null });
  });

  afterAll(() => backend.stop());

  it('starts, and has none', async () => {
    const { status, body } = await backend.get('/platforms');
    expect([status, body]).toEqual([200, { items: [] }]);
  });

  it('says so of each service and platform', async () => {
    const service = await backend.get('/services/default/component/cart');
    expect(service.status).toBe(404);
    expect(service.body.error.problem.code).toBe('platform-unknown');
    for (const path of [
      '',
      '/evacuations',
      '/replications',
      '/shifts/export',
    ]) {
      const { status, body } = await backend.get(`/platforms/shop${path}`);
      expect([path, status, body.error.problem.code]).toEqual([
        path,
        404,
        'platform-unknown',
      ]);
    }
    const evacuation = await backend.post(
      '/platforms/shop/evacuations',
      { off: 'aws', reason: 'a test' },
      { 'Idempotency-Key': randomUUID() },
    );
    expect(evacuation.status).toBe(404);
  });

  it.each([
    'refresh-platforms',
    'evaluate-readiness',
    'remove-expired-holds',
    'expire-approvals',
    'announce-shifts',
  ])('has nothing to do in the background: %s', async task => {
    await expect(backend.runTask(task)).resolves.toBeUndefined();
  });
});
