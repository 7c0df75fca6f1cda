import { setTimeout as delay } from 'node:timers/promises';
import { Pacing, withPermit } from './pacing';
import { currentPriority, withPriority, type Priority } from './priority';
import type { RequestCategory, RequestLimits } from '../config/requestLimits';

/** A tenth of each burst is never used: of 10 calls at once, 9 go. */
const LIMITS: RequestLimits = {
  account: { burst: 10, perSecond: 100 },
  read: { burst: 10, perSecond: 100 },
  write: { burst: 5, perSecond: 20 },
};

describe('Pacing', () => {
  let now = 0;
  let pacing: Pacing;
  let gone: string[];

  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick'] });
    now = 0;
    gone = [];
    pacing = new Pacing(LIMITS, () => now);
  });
  afterEach(() => jest.useRealTimers());

  const call = (
    name: string,
    category: RequestCategory = 'read',
    priority: Priority = 'person',
  ) =>
    void withPriority(priority, () => pacing.acquire(category)).then(() =>
      gone.push(name),
    );
  const calls = (count: number, ...rest: [RequestCategory?, Priority?]) => {
    for (let i = 0; i < count; i++) call(`call ${i}`, ...rest);
  };
  const pass = async (ms: number) => {
    now += ms;
    await jest.advanceTimersByTimeAsync(ms);
  };

  it('lets a burst go at once, and the rest at the rate', async () => {
    calls(30);
    await pass(0);
    expect(gone).toHaveLength(9);
    for (let i = 0; i < 10; i++) await pass(10);
    expect(gone).toHaveLength(19);
  });

  it('never goes faster than AWS refills, however long it waited', async () => {
    await pass(60_000);
    calls(30);
    await pass(0);
    expect(gone).toHaveLength(9);
  });

  it('counts what changes something against both buckets', async () => {
    calls(20, 'write');
    await pass(0);
    expect(gone).toHaveLength(4);
    calls(20, 'read');
    await pass(0);
    expect(gone).toHaveLength(9);
  });

  it('lets a person go before an evacuation that came first', async () => {
    calls(9);
    call('evacuation', 'read', 'evacuation');
    call('background', 'read', 'background');
    call('person');
    for (let i = 0; i < 3; i++) await pass(10);
    expect(gone.slice(9)).toEqual(['person', 'evacuation', 'background']);
  });

  it('does not let what runs in the background starve', async () => {
    calls(9);
    call('background', 'read', 'background');
    now += 31_000;
    calls(9);
    call('late person');
    await pass(10);
    await pass(10);
    expect(gone.indexOf('background')).toBeLessThan(gone.length - 1);
    expect(gone).toContain('background');
  });

  it('slows down when AWS throttles all the same, and recovers', async () => {
    // Calls that went together are throttled together, and slow it down once.
    for (let i = 0; i < 5; i++) pacing.throttled('read');
    calls(400);
    for (let i = 0; i < 100; i++) await pass(10);
    const slowed = gone.length;
    expect(slowed).toBeGreaterThan(60);
    expect(slowed).toBeLessThan(80);
    // Two per cent of the full rate come back with each second.
    await pass(20_000);
    calls(400);
    await pass(0);
    const before = gone.length;
    for (let i = 0; i < 50; i++) await pass(10);
    expect(gone.length - before).toBeGreaterThanOrEqual(49);
  });

  it('tells how many calls of an evacuation wait, and of throttles', async () => {
    calls(9);
    calls(3, 'read', 'evacuation');
    calls(2);
    pacing.throttled('write');
    expect(pacing.pace()).toEqual({ throttles: 1, waiting: 3 });
  });

  it('lets a call go whose turn was taken before, once', async () => {
    calls(9);
    await pass(0);
    withPermit(() => calls(2));
    await pass(0);
    expect(gone).toHaveLength(10);
  });

  it('keeps the priority over awaits and timers', async () => {
    jest.useRealTimers();
    const seen: Priority[] = [];
    await withPriority('evacuation', async () => {
      await delay(1);
      seen.push(currentPriority());
    });
    seen.push(currentPriority());
    expect(seen).toEqual(['evacuation', 'person']);
  });
});
