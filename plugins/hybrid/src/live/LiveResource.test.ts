import { LiveResource, type LiveOptions } from './LiveResource';

/** A source whose answers the test gives, one by one. */
function aSource(options: Partial<LiveOptions<string>> = {}) {
  const asked: {
    answer: (data: string) => Promise<void>;
    fail: (error: unknown) => Promise<void>;
    signal: AbortSignal;
  }[] = [];
  const resource = new LiveResource<string>({
    load: signal =>
      new Promise((resolve, reject) => {
        asked.push({
          signal,
          answer: async data => {
            resolve(data);
            await jest.advanceTimersByTimeAsync(0);
          },
          fail: async error => {
            reject(error);
            await jest.advanceTimersByTimeAsync(0);
          },
        });
      }),
    intervalMs: () => 10_000,
    ...options,
  });
  return { resource, asked };
}

describe('LiveResource', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('fetches at the start, and again after the interval', async () => {
    const { resource, asked } = aSource();
    resource.start();
    expect(resource.state).toMatchObject({ isFetching: true });
    await asked[0].answer('one');
    expect(resource.state).toMatchObject({ data: 'one', isFetching: false });

    await jest.advanceTimersByTimeAsync(9_999);
    expect(asked).toHaveLength(1);
    await jest.advanceTimersByTimeAsync(1);
    expect(asked).toHaveLength(2);
    resource.stop();
  });

  it('keeps the data while fetching again and when that fails', async () => {
    const { resource, asked } = aSource();
    resource.start();
    await asked[0].answer('one');
    resource.refetch();
    expect(resource.state).toMatchObject({ data: 'one', isFetching: true });
    await asked[1].fail(new Error('down'));
    expect(resource.state).toMatchObject({
      data: 'one',
      error: new Error('down'),
      isFetching: false,
    });
    resource.refetch();
    await asked[2].answer('two');
    expect(resource.state.error).toBeUndefined();
    expect(resource.state.data).toBe('two');
    resource.stop();
  });

  it('drops the data on an error that forbids showing it', async () => {
    const { resource, asked } = aSource({ discardsData: () => true });
    resource.start();
    await asked[0].answer('secret');
    resource.refetch();
    await asked[1].fail(new Error('forbidden'));
    expect(resource.state.data).toBeUndefined();
    resource.stop();
  });

  it('retries failures ever more slowly, up to a minute', async () => {
    const { resource, asked } = aSource();
    resource.start();
    const waits = [20_000, 40_000, 60_000, 60_000];
    for (const [i, wait] of waits.entries()) {
      await asked[i].fail(new Error('down'));
      await jest.advanceTimersByTimeAsync(wait - 1);
      expect(asked).toHaveLength(i + 1);
      await jest.advanceTimersByTimeAsync(1);
      expect(asked).toHaveLength(i + 2);
    }
    await asked[waits.length].answer('up');
    await jest.advanceTimersByTimeAsync(10_000);
    expect(asked).toHaveLength(waits.length + 2);
    resource.stop();
  });

  it('fetches once more after a fetch during which it was asked to, however often', async () => {
    const { resource, asked } = aSource();
    resource.start();
    resource.refetch();
    resource.refetch();
    expect(asked).toHaveLength(1);
    await asked[0].answer('old');
    expect(asked).toHaveLength(2);
    await asked[1].answer('new');
    expect(asked).toHaveLength(2);
    expect(resource.state.data).toBe('new');
    resource.stop();
  });

  it('does not poll while paused, and catches up at once', async () => {
    const { resource, asked } = aSource();
    resource.start();
    await asked[0].answer('one');
    resource.pause();
    resource.refetch();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(asked).toHaveLength(1);
    resource.resume();
    expect(asked).toHaveLength(2);
    resource.stop();
  });

  it('aborts and ignores what is under way when stopped', async () => {
    const { resource, asked } = aSource();
    const listener = jest.fn();
    resource.start();
    resource.subscribe(listener);
    resource.stop();
    expect(asked[0].signal.aborted).toBe(true);
    await asked[0].answer('late');
    await jest.advanceTimersByTimeAsync(60_000);
    expect(resource.state.data).toBeUndefined();
    expect(listener).not.toHaveBeenCalled();
    expect(asked).toHaveLength(1);
  });

  it('gives up on an answer that never comes', async () => {
    const { resource, asked } = aSource({ timeoutMs: 30_000 });
    resource.start();
    await jest.advanceTimersByTimeAsync(30_000);
    expect(resource.state.error?.message).toBe('No answer within 30 s');
    expect(asked[0].signal.aborted).toBe(true);
    resource.stop();
  });

  it('stops fetching when there is no interval any longer', async () => {
    const { resource, asked } = aSource({
      intervalMs: data => (data === 'done' ? undefined : 1_000),
    });
    resource.start();
    await asked[0].answer('going');
    await jest.advanceTimersByTimeAsync(1_000);
    await asked[1].answer('done');
    await jest.advanceTimersByTimeAsync(600_000);
    expect(asked).toHaveLength(2);
    resource.stop();
  });
});
