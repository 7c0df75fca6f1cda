import { mockServices } from '@backstage/backend-test-utils';
import { RELATION_OWNED_BY, type Entity } from '@backstage/catalog-model';
import { component } from '../__testUtils__/backend';
import { EntityMemory } from './EntityMemory';

const CART = 'component:default/cart';
const ownedBy = (owner: string): Entity => ({
  ...component('cart'),
  relations: [
    { type: RELATION_OWNED_BY, targetRef: owner },
    { type: 'partOf', targetRef: 'system:default/shop' },
  ],
});

describe('the memory of entities', () => {
  let now = 0;
  let memory: EntityMemory;
  const hours = (count: number) => count * 3_600_000;
  const shared = new Map<string, unknown>();
  const cache = mockServices.cache.mock({
    get: async key => shared.get(key) as never,
    set: async (key, value) => {
      shared.set(key, value);
    },
  });
  const remembering = () =>
    new EntityMemory({ cache, now: () => new Date(now) });

  beforeEach(() => {
    now = Date.parse('2026-01-01T00:00:00Z');
    shared.clear();
    memory = remembering();
  });

  it('has the kind and the owners that an entity had last, in every replica', async () => {
    expect(await memory.recall(CART)).toBeUndefined();
    memory.see(ownedBy('group:default/bank'));
    now += hours(1);
    memory.see(ownedBy('group:default/shop'));
    const expected = { kind: 'component', owners: ['group:default/shop'] };
    expect(await memory.recall(CART)).toEqual(expected);
    expect(await remembering().recall(CART)).toEqual(expected);
  });

  it('forgets what was not seen for a day', async () => {
    memory.see(ownedBy('group:default/shop'));
    now += hours(25);
    // As a cache does by the time to live.
    shared.clear();
    expect(await memory.recall(CART)).toBeUndefined();
  });

  it('does without a cache that fails', async () => {
    cache.set.mockRejectedValueOnce(new Error('down'));
    cache.get.mockRejectedValueOnce(new Error('down'));
    memory.see(ownedBy('group:default/shop'));
    expect((await memory.recall(CART))?.owners).toEqual(['group:default/shop']);
    expect(await remembering().recall(CART)).toBeUndefined();
  });
});
