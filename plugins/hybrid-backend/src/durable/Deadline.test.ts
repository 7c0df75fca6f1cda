import { Deadline } from './Deadline';

describe('a deadline', () => {
  afterEach(() => jest.restoreAllMocks());

  it('is over when its time is', async () => {
    const deadline = new Deadline(300);
    expect(deadline.isOver).toBe(false);
    expect(() => deadline.throwIfOver()).not.toThrow();
    await new Promise(resolve => setTimeout(resolve, 320));
    expect(deadline.isOver).toBe(true);
    expect(deadline.signal.aborted).toBe(true);
    expect(() => deadline.throwIfOver()).toThrow(
      expect.objectContaining({ name: 'AbortError' }),
    );
  });

  it.each([
    ['a process that was suspended', performance],
    ['a machine that slept', Date],
  ])('is over for %s, before any timer has run', (_, clock) => {
    const deadline = new Deadline(30_000);
    const now = clock.now();
    jest.spyOn(clock as typeof Date, 'now').mockReturnValue(now + 30_001);
    expect(deadline.isOver).toBe(true);
    expect(deadline.signal.aborted).toBe(false);
  });
});
