import { withTimeout } from './withTimeout';

const never = () => new Promise<string>(() => {});
const tooLate = () => {
  throw new Error('too late');
};

describe('a promise with a time limit', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('is what it becomes in time', async () => {
    await expect(
      withTimeout(Promise.resolve('in time'), 10, tooLate),
    ).resolves.toBe('in time');
    await expect(
      withTimeout(Promise.reject(new Error('failed')), 10, () => 'late'),
    ).rejects.toThrow('failed');
  });

  it('is what there is in its place when it is late', async () => {
    const answer = withTimeout(never(), 10, () => 'in its place');
    jest.advanceTimersByTime(10);
    await expect(answer).resolves.toBe('in its place');
  });

  it('fails when nothing is in its place', async () => {
    const answer = withTimeout(never(), 10, tooLate);
    jest.advanceTimersByTime(10);
    await expect(answer).rejects.toThrow('too late');
  });

  it('leaves no timer behind', async () => {
    await withTimeout(Promise.resolve(), 10, tooLate);
    expect(jest.getTimerCount()).toBe(0);
  });
});
