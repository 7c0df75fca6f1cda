import { throttled } from './throttled';

describe('throttled', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('calls at once, then once for all calls of an interval', () => {
    const call = jest.fn();
    const often = throttled(call, 3_000);
    often();
    expect(call).toHaveBeenCalledTimes(1);
    for (let i = 0; i < 100; i += 1) often();
    jest.advanceTimersByTime(2_999);
    expect(call).toHaveBeenCalledTimes(1);
    jest.advanceTimersByTime(1);
    expect(call).toHaveBeenCalledTimes(2);
    jest.advanceTimersByTime(10_000);
    expect(call).toHaveBeenCalledTimes(2);
    often();
    expect(call).toHaveBeenCalledTimes(3);
  });

  it('forgets what waits when cancelled', () => {
    const call = jest.fn();
    const often = throttled(call, 3_000);
    often();
    often();
    often.cancel();
    jest.advanceTimersByTime(10_000);
    expect(call).toHaveBeenCalledTimes(1);
  });
});
