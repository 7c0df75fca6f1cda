import { randomUUID } from 'node:crypto';
import { withBackend } from '../__testUtils__/withBackend';
import { readOpenApi } from '../contract/openapi';

const FAILOVER = { kind: 'failover', to: 'aws' };
const reason = 'a test of the audit';

/** Valid bodies of the operations that take one. */
const BODIES: Record<string, object> = {
  CreatePlan: FAILOVER,
  CreateShift: { ...FAILOVER, reason },
  AbortShift: { rollBack: false },
  HoldService: { durationSeconds: 600, reason },
  PlanEvacuation: { off: 'on-prem' },
  Evacuate: { off: 'on-prem', services: ['cart'], reason },
  StartReplication: {},
  ReloadReplication: { tables: [{ schema: 'shop', table: 'orders' }] },
};

const VALUES: Record<string, string> = {
  namespace: 'default',
  kind: 'component',
  name: 'cart',
  platform: 'shop',
  // Of a shift, an evacuation or a replication that is not there.
  id: 'abcdef01-2345-4678-8abc-def012345678',
};

const { paths } = readOpenApi() as unknown as {
  paths: Record<string, Record<string, { operationId: string }>>;
};

/** Every operation that may change something, as the contract has them. */
const WRITES = Object.entries(paths).flatMap(([path, item]) =>
  (['post', 'put', 'delete'] as const)
    .filter(method => item[method])
    .map(method => ({ id: item[method].operationId, method, path })),
);

describe('the audit', () => {
  const { backend } = withBackend({ allow: () => false });

  const send = ({ id, method, path }: (typeof WRITES)[number]) => {
    const url = path
      .replace('/v1', '')
      .replace(/\{(\w+)\}/g, (_, name) => VALUES[name]);
    if (method === 'put') return backend.put(url, BODIES[id]);
    if (method === 'delete') return backend.delete(url);
    return backend.post(url, BODIES[id], { 'Idempotency-Key': randomUUID() });
  };

  it.each(WRITES)('keeps who was refused $id', async write => {
    backend.auditor.createEvent.mockClear();
    backend.audits.length = 0;
    const { status } = await send(write);
    expect([403, 404]).toContain(status);
    expect(backend.audits).toEqual([
      expect.objectContaining({ outcome: 'fail' }),
    ]);
    // The auditor takes the user from the request.
    const [[event]] = backend.auditor.createEvent.mock.calls;
    expect(event.request?.headers.authorization).toContain('owner');
  });

  it('is of every write there is', () => {
    expect(WRITES.length).toBeGreaterThanOrEqual(15);
  });
});
