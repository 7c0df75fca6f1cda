import { problemOf } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { until } from '@hybrid-platform/sandbox/testing';
import { randomUUID } from 'node:crypto';
import { changingCatalog } from '../__testUtils__/changingCatalog';
import { SERVICES } from '../__testUtils__/services';
import { withBackend } from '../__testUtils__/withBackend';

const SHOP = 'system:default/shop';
const REFS = SERVICES.map(service => `component:default/${service}`);
const OWNER = 'user:default/owner';
const OTHER = 'user:default/other';

type Allow = (permission: string, ref?: string, caller?: string) => boolean;

jest.setTimeout(30_000);

describe('an evacuation whose entities the catalog loses', () => {
  const catalog = changingCatalog();
  let allow: Allow;

  const { platform, backend } = withBackend(
    () =>
      Promise.resolve({
        catalog: catalog.service,
        allow: (...asked: Parameters<Allow>) => allow(...asked),
      }),
    { each: true },
  );

  beforeEach(() => {
    allow = () => true;
    catalog.recovers();
  });

  /** One that takes some time, since AWS does. */
  const underWay = async (): Promise<string> => {
    platform.onCall(operation =>
      operation === 'ModifyRule' ? { latencyMs: 1_000 } : undefined,
    );
    const { id } = await backend
      .client()
      .evacuate(
        'shop',
        { off: 'on-prem', reason: 'Flood' },
        { idempotencyKey: randomUUID() },
      );
    return id;
  };
  const get = (id: string, user?: string) =>
    backend.client(user).getEvacuation('shop', id);
  const ended = (id: string, user?: string) =>
    until(
      () => get(id, user),
      ({ endedAt }) => endedAt !== undefined,
      20_000,
    );
  const statuses = async (id: string, user: string) => {
    const client = backend.client(user);
    const answers = [];
    for (const ask of [
      () => client.getEvacuation('shop', id),
      () => client.getEvacuations('shop'),
      () => client.abortEvacuation('shop', id),
    ]) {
      const answer: unknown = await ask().catch(error => error);
      answers.push(problemOf(answer)?.code ?? 'served');
    }
    return answers;
  };

  it('is seen and aborted by who started it, though the policy knows no owner', async () => {
    const id = await underWay();
    catalog.loses(SHOP, ...REFS);
    allow = () => false;
    const { items } = await get(id);
    expect(items.map(({ service }) => service)).toEqual([...SERVICES].sort());
    expect(await backend.client().getEvacuations('shop')).toMatchObject([
      { id, state: 'running' },
    ]);
    expect(await statuses(id, OWNER)).toEqual(['served', 'served', 'served']);
    expect((await ended(id)).state).toBe('aborted');
  });

  it('is for others as if there were no such platform', async () => {
    const id = await underWay();
    catalog.loses(SHOP, ...REFS);
    allow = () => false;
    expect(await statuses(id, OTHER)).toEqual(
      Array(3).fill('platform-unknown'),
    );
    expect((await get(id)).state).toBe('running');
  });

  it('goes on, and who may read its services sees it without the platform’s entity', async () => {
    const id = await underWay();
    catalog.loses(SHOP, 'component:default/cart');
    allow = permission => permission === 'hybrid.service.read';
    expect(await statuses(id, OTHER)).toEqual([
      'served',
      'served',
      'not-permitted',
    ]);
    const { state, counts } = await ended(id, OTHER);
    expect([state, counts.succeeded]).toEqual(['completed', SERVICES.length]);
  });

  it('shows who started it no service that he may not see, and that is there', async () => {
    const id = await underWay();
    catalog.loses(SHOP, 'component:default/cart');
    allow = () => false;
    const { items } = await get(id);
    expect(items.map(({ service }) => service)).toEqual(['cart']);
  });
});
