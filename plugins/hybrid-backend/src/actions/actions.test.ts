import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { JsonObject } from '@backstage/types';
import { withBackend } from '../__testUtils__/withBackend';
import { registerActions } from '.';

const CART = 'component:default/cart';

/** The actions by themselves, on the real API. MCP around them is tried in the example. */
describe('the registry actions', () => {
  const registry = actionsRegistryServiceMock();

  const { platform, backend } = withBackend();

  beforeAll(() => {
    const url = `http://localhost:${backend.server.port()}/api`;
    registerActions({
      actionsRegistry: registry,
      auth: mockServices.auth({ pluginId: 'hybrid' }),
      discovery: {
        getBaseUrl: async plugin => `${url}/${plugin}`,
        getExternalBaseUrl: async plugin => `${url}/${plugin}`,
      },
    });
  });

  const invoke = async (
    name: string,
    input: JsonObject,
    credentials: BackstageCredentials = mockCredentials.user(),
  ) => {
    const { output } = await registry.invoke({
      id: `test:${name}`,
      input,
      credentials,
    });
    return output as any;
  };

  it.each([
    ['start-shift', { entityRef: CART, kind: 'reset', reason: 'a test' }],
    ['abort-shift', { entityRef: CART, shiftId: 'any', rollBack: true }],
    [
      'hold-service',
      { entityRef: CART, durationSeconds: 60, reason: 'a test' },
    ],
    ['release-hold', { entityRef: CART }],
    ['start-evacuation', { platform: 'shop', off: 'aws', reason: 'a test' }],
    ['abort-evacuation', { platform: 'shop', evacuationId: 'any' }],
    ['start-replication', { platform: 'shop', replicationId: 'any' }],
    ['stop-replication', { platform: 'shop', replicationId: 'any' }],
  ])('%s is for users, not for services', async (name, input) => {
    platform.forget();
    await expect(
      invoke(name, input, mockCredentials.service('external:agent')),
    ).rejects.toThrow(/Only a user may do this with an action/);
    expect(platform.calls()).toEqual([]);
  });

  it('lets a service look', async () => {
    const { platforms } = await invoke(
      'list-platforms',
      {},
      mockCredentials.service('external:agent'),
    );
    expect(platforms).toEqual([expect.objectContaining({ id: 'shop' })]);
  });

  it('pages through the services of a platform, and tells how many there are', async () => {
    const page = (input: JsonObject) =>
      invoke('get-platform', { platform: 'shop', ...input });
    const first = await page({ limit: 4 });
    const second = await page({ limit: 4, offset: 4 });
    expect(first.items).toHaveLength(4);
    expect(second.items).toHaveLength(2);
    expect(first.counts.all).toBe(6);
    expect(
      new Set([...first.items, ...second.items].map(item => item.service)).size,
    ).toBe(6);
    expect((await page({ only: 'held' })).items).toEqual([]);
    expect((await page({ only: 'diverged' })).items).toEqual([]);
  });

  it('shows a service with the alarms that say something, and no others', async () => {
    const service = await invoke('get-service', { entityRef: 'cart' });
    expect(service.entityRef).toBe(CART);
    for (const { state } of service.alarms) expect(state).not.toBe('OK');
    expect(service.sites.aws).toMatchObject({ weight: 60, share: 60 });
  });

  it('says what is wrong, what to do about it, and the code of the problem', async () => {
    await expect(
      invoke('plan-shift', { entityRef: CART, kind: 'failover' }),
    ).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(
        /'to' must be given with the kind 'failover'\. Correct .* \(invalid-request\)$/,
      ),
    });
    await expect(invoke('get-service', { entityRef: '/' })).rejects.toThrow(
      /is no entity ref/,
    );
  });

  it('starts another shift for every call without a requestId, and refuses it while one is under way', async () => {
    const shift = {
      entityRef: CART,
      kind: 'custom',
      steps: [{ aws: 80, bakeSeconds: 60 }, { aws: 90 }],
      reason: 'a test',
    };
    const first = await invoke('start-shift', shift);
    expect(first.requestId).toMatch(/^[0-9a-f-]{36}$/);
    await expect(invoke('start-shift', shift)).rejects.toMatchObject({
      name: 'ConflictError',
    });
    const { id } = first;
    const aborted = await invoke('abort-shift', {
      entityRef: CART,
      shiftId: id,
      rollBack: true,
    });
    expect(aborted.id).toBe(id);
  });
});
