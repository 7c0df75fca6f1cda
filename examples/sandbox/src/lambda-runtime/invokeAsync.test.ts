import { invokeAsync } from './invokeAsync';

const failure = {
  error: { errorType: 'Error', errorMessage: 'no' },
  logTail: '',
};

function lambda(failures: number) {
  let left = failures;
  return {
    name: 'f',
    arn: 'arn',
    invoke: jest.fn(async () =>
      left-- > 0 ? failure : { result: 'done', logTail: '' },
    ),
  };
}

describe('invokeAsync', () => {
  it('tries a failed event again twice, then gives it up', async () => {
    for (const [failures, invocations, failed] of [
      [0, 1, 0],
      [1, 2, 1],
      [2, 3, 2],
      [5, 3, 3],
    ]) {
      const made = lambda(failures);
      const onFailure = jest.fn();
      const outcome = await invokeAsync(
        made,
        {},
        {
          minuteMs: 1,
          retries: 2,
          signal: new AbortController().signal,
          onFailure,
        },
      );
      expect(made.invoke).toHaveBeenCalledTimes(invocations);
      expect(onFailure).toHaveBeenCalledTimes(failed);
      expect(outcome.result).toBe(failures > 2 ? undefined : 'done');
    }
  });

  it('does not try again what has no retries', async () => {
    const made = lambda(5);
    const outcome = await invokeAsync(
      made,
      {},
      {
        minuteMs: 1,
        retries: 0,
        signal: new AbortController().signal,
        onFailure: jest.fn(),
      },
    );
    expect(outcome.error).toEqual(failure.error);
    expect(made.invoke).toHaveBeenCalledTimes(1);
  });

  it('does not wait for another try when it is aborted', async () => {
    const abort = new AbortController();
    const made = lambda(5);
    const outcome = invokeAsync(
      made,
      {},
      {
        minuteMs: 60_000,
        retries: 2,
        signal: abort.signal,
        onFailure: () => setImmediate(() => abort.abort()),
      },
    );
    expect((await outcome).error).toEqual(failure.error);
    expect(made.invoke).toHaveBeenCalledTimes(1);
  });
});
