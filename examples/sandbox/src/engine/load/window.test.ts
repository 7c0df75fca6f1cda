import { createSlidingWindow } from './window';

describe('createSlidingWindow', () => {
  it('counts what is younger than the window and forgets the rest', () => {
    let now = 5_000;
    const window = createSlidingWindow({ windowMs: 10_000, now: () => now });
    window.add();
    window.add();
    now += 5_000;
    window.add();
    expect(window.count()).toBe(3);
    now += 5_000;
    expect(window.count()).toBe(1);
    now += 5_000;
    expect(window.count()).toBe(0);
  });

  it('is empty after a long pause', () => {
    let now = 0;
    const window = createSlidingWindow({ windowMs: 10_000, now: () => now });
    window.add();
    now = 1_000_000;
    expect(window.count()).toBe(0);
    window.add();
    expect(window.count()).toBe(1);
  });
});
