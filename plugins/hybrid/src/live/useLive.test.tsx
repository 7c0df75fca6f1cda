import type { ReactNode } from 'react';
import { act, renderHook } from '@testing-library/react';
import { TestApiProvider } from '@backstage/frontend-test-utils';
import { hybridApiRef } from '../api';
import { aHybridApi } from '../__testUtils__/hybridApi';
import { useLive, type LiveOptions } from './useLive';

const pass = (ms: number) => act(() => jest.advanceTimersByTimeAsync(ms));

/** Something that is kept live, and whose answers the test gives, one by one. */
function aSource(options: Partial<LiveOptions<string>> = {}) {
  const asked: {
    answer: (data: string) => Promise<void>;
    fail: (error: unknown) => Promise<void>;
    signal: AbortSignal;
  }[] = [];
  const load = (_: unknown, signal: AbortSignal) =>
    new Promise<string>((resolve, reject) => {
      asked.push({
        signal,
        answer: async data => {
          resolve(data);
          await pass(0);
        },
        fail: async error => {
          reject(error);
          await pass(0);
        },
      });
    });
  const api = aHybridApi();
  const { result, unmount } = renderHook(
    () => useLive({ key: ['it'], load, intervalMs: () => 10_000, ...options }),
    {
      wrapper: (props: { children: ReactNode }) => (
        <TestApiProvider apis={[[hybridApiRef, api]]}>
          {props.children}
        </TestApiProvider>
      ),
    },
  );
  const refetch = async () => {
    result.current.refetch();
    await pass(0);
  };
  return { result, refetch, unmount, asked };
}

function setHidden(hidden: boolean) {
  jest
    .spyOn(document, 'visibilityState', 'get')
    .mockReturnValue(hidden ? 'hidden' : 'visible');
  act(() => {
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  });
}

describe('useLive', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
    jest.restoreAllMocks();
  });

  it('fetches at the start, and again after the interval', async () => {
    const { result, asked } = aSource();
    expect(result.current).toMatchObject({ isFetching: true });
    await asked[0].answer('one');
    expect(result.current).toMatchObject({ data: 'one', isFetching: false });

    await pass(9_999);
    expect(asked).toHaveLength(1);
    await pass(1);
    expect(asked).toHaveLength(2);
  });

  it('waits for the interval after an answer, however late that came', async () => {
    const { asked } = aSource();
    await pass(25_000);
    expect(asked).toHaveLength(1);
    await asked[0].answer('late');
    await pass(9_999);
    expect(asked).toHaveLength(1);
    await pass(1);
    expect(asked).toHaveLength(2);
  });

  it('keeps the data and its age while fetching again and when that fails', async () => {
    const { result, refetch, asked } = aSource();
    await asked[0].answer('one');
    const { updatedAt } = result.current;
    expect(updatedAt).toBe(Date.now());
    await pass(1_000);
    await refetch();
    expect(result.current).toMatchObject({ data: 'one', isFetching: true });
    await asked[1].fail(new Error('down'));
    expect(result.current).toMatchObject({
      data: 'one',
      updatedAt,
      error: new Error('down'),
      isFetching: false,
    });
    await refetch();
    expect(result.current.error).toEqual(new Error('down'));
    await asked[2].answer('two');
    expect(result.current.error).toBeUndefined();
    expect(result.current.data).toBe('two');
  });

  it('keeps the error while it is fetched again without any data', async () => {
    const { result, refetch, asked } = aSource();
    await asked[0].fail(new Error('down'));
    await refetch();
    expect(result.current).toMatchObject({
      error: new Error('down'),
      isFetching: true,
    });
  });

  it('drops the data on an error that forbids showing it', async () => {
    const { result, refetch, asked } = aSource({ discardsData: () => true });
    await asked[0].answer('secret');
    await refetch();
    await asked[1].fail(new Error('forbidden'));
    expect(result.current.data).toBeUndefined();
    expect(result.current.updatedAt).toBeUndefined();
  });

  it('retries failures ever more slowly, up to a minute', async () => {
    const { asked } = aSource();
    const waits = [20_000, 40_000, 60_000, 60_000];
    for (const [i, wait] of waits.entries()) {
      await asked[i].fail(new Error('down'));
      await pass(wait - 1);
      expect(asked).toHaveLength(i + 1);
      await pass(1);
      expect(asked).toHaveLength(i + 2);
    }
    await asked[waits.length].answer('up');
    await pass(10_000);
    expect(asked).toHaveLength(waits.length + 2);
  });

  it('fetches once more after a fetch during which it was asked to, however often', async () => {
    const { result, refetch, asked } = aSource();
    await refetch();
    await refetch();
    expect(asked).toHaveLength(1);
    await asked[0].answer('old');
    expect(asked).toHaveLength(2);
    await asked[1].answer('new');
    expect(asked).toHaveLength(2);
    expect(result.current.data).toBe('new');
  });

  it('does not poll while the page is hidden, and catches up at once', async () => {
    const { refetch, asked } = aSource();
    await asked[0].answer('one');
    setHidden(true);
    await refetch();
    await pass(60_000);
    expect(asked).toHaveLength(1);
    setHidden(false);
    await pass(0);
    expect(asked).toHaveLength(2);
  });

  it('aborts and ignores what is under way when unmounted', async () => {
    const { result, refetch, unmount, asked } = aSource();
    unmount();
    expect(asked[0].signal.aborted).toBe(true);
    await asked[0].answer('late');
    await refetch();
    await pass(60_000);
    expect(result.current.data).toBeUndefined();
    expect(asked).toHaveLength(1);
  });

  it('gives up on an answer that never comes', async () => {
    const { result, asked } = aSource({ timeoutMs: 30_000 });
    await pass(30_000);
    expect(result.current.error?.message).toBe('No answer within 30 s');
    expect(asked[0].signal.aborted).toBe(true);
  });

  it('stops fetching when there is no interval any longer', async () => {
    const { asked } = aSource({
      intervalMs: data => (data === 'done' ? undefined : 1_000),
    });
    await asked[0].answer('going');
    await pass(1_000);
    await asked[1].answer('done');
    await pass(600_000);
    expect(asked).toHaveLength(2);
  });

  it('shows what is known before the first answer, and fetches all the same', async () => {
    const { result, asked } = aSource({ initial: 'before' });
    expect(result.current.data).toBe('before');
    await asked[0].answer('after');
    expect(result.current.data).toBe('after');
  });

  it('fetches nothing without a key', async () => {
    const { result, asked } = aSource({ key: undefined });
    await pass(60_000);
    expect(asked).toHaveLength(0);
    expect(result.current).toMatchObject({
      data: undefined,
      isFetching: false,
    });
  });
});
