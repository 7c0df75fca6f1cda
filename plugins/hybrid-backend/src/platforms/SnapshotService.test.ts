import { mockServices } from '@backstage/backend-test-utils';
import type { JsonValue } from '@backstage/types';
import { HybridError } from '../errors';
import type { Snapshot } from './snapshot';
import { SnapshotService } from './SnapshotService';

const throttled = new HybridError({
  code: 'aws-throttled',
  message: 'AWS is throttling.',
  remedy: 'Wait.',
});

describe('SnapshotService', () => {
  let now: number;
  let takes: number;
  let take: () => Promise<Snapshot>;

  beforeEach(() => {
    now = Date.parse('2026-11-22T12:00:00Z');
    takes = 0;
    take = async () => ({
      takenAt: new Date(now).toISOString(),
      services: [],
      loadBalancerArns: [`taken ${takes}`],
      data: { replications: [], endpointSites: {}, databaseArns: [] },
    });
  });

  const create = (cache = mockServices.cache.mock(), timeoutMs = 1_000) =>
    new SnapshotService({
      take: async () => {
        takes += 1;
        return take();
      },
      cache,
      logger: mockServices.logger.mock(),
      now: () => new Date(now),
      maxAgeMs: 10_000,
      timeoutMs,
    });

  it('looks once while the snapshot is young, and again when it is not', async () => {
    const snapshots = create();
    await snapshots.get('shop');
    now += 9_999;
    expect((await snapshots.get('shop')).info.ageSeconds).toBe(10);
    expect(takes).toBe(1);
    now += 1;
    expect((await snapshots.get('shop')).info.ageSeconds).toBe(0);
    expect(takes).toBe(2);
  });

  it('looks anew when it is invalidated, whatever replicas share', async () => {
    const shared = new Map<string, JsonValue>();
    const cache = mockServices.cache.mock({
      get: async key => shared.get(key) as never,
      set: async (key, value) => {
        shared.set(key, value);
      },
    });
    const snapshots = create(cache);
    await snapshots.get('shop');
    now += 1_000;
    snapshots.invalidate('shop');
    await snapshots.get('shop');
    expect(takes).toBe(2);
    // What another replica has seen since is as good as one's own look.
    now += 1_000;
    snapshots.invalidate('shop');
    now += 1_000;
    await create(cache).refresh('shop');
    await snapshots.get('shop');
    expect(takes).toBe(3);
  });

  it('keeps the last snapshot when a look fails, and does not insist', async () => {
    const snapshots = create();
    await snapshots.get('shop');
    take = () => Promise.reject(throttled);
    now += 60_000;
    const { info } = await snapshots.get('shop');
    expect(info).toEqual({
      takenAt: '2026-11-22T12:00:00.000Z',
      ageSeconds: 60,
      stale: true,
      problem: throttled.problem,
    });
    now += 5_000;
    await snapshots.get('shop');
    expect(takes).toBe(2);
  });

  it('looks on while the cache that replicas share never answers', async () => {
    jest.useFakeTimers();
    const cache = mockServices.cache.mock({
      get: () => new Promise(() => {}),
      set: () => new Promise(() => {}),
    });
    const snapshots = create(cache, 10_000);
    try {
      for (const taken of ['taken 1', 'taken 2']) {
        const got = snapshots.get('shop');
        await jest.advanceTimersByTimeAsync(5_000);
        expect((await got).snapshot.loadBalancerArns).toEqual([taken]);
        now += 60_000;
      }
    } finally {
      jest.useRealTimers();
    }
  });

  it('throws the problem when there never was a snapshot', async () => {
    take = () => Promise.reject(throttled);
    await expect(create().get('shop')).rejects.toMatchObject({
      problem: { code: 'aws-throttled' },
    });
  });

  it('looks again after something changed, even if a look was under way', async () => {
    const snapshots = create();
    let release: () => void = () => {};
    const original = take;
    take = async () => {
      const seen = await original();
      await new Promise<void>(resolve => {
        release = resolve;
      });
      return seen;
    };
    const before = snapshots.get('shop');
    await new Promise(setImmediate);
    take = original;
    snapshots.invalidate('shop');
    const after = snapshots.get('shop');
    await new Promise(setImmediate);
    release();
    expect((await before).snapshot.loadBalancerArns).toEqual(['taken 1']);
    expect((await after).snapshot.loadBalancerArns).toEqual(['taken 2']);
  });

  it('shares what it sees with other replicas', async () => {
    const kept = new Map<string, any>();
    const cache = mockServices.cache.mock({
      get: async key => kept.get(key),
      set: async (key, value) => {
        kept.set(key, JSON.parse(JSON.stringify(value)));
      },
    });
    await create(cache).get('shop');
    const { snapshot } = await create(cache).get('shop');
    expect(takes).toBe(1);
    expect(snapshot.loadBalancerArns).toEqual(['taken 1']);
  });

  it('does without the cache when that fails', async () => {
    const down = () => Promise.reject(new Error('the cache is down'));
    const cache = mockServices.cache.mock({ get: down, set: down });
    expect((await create(cache).get('shop')).info.stale).toBe(false);
  });
});
