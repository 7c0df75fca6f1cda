/** Counts what happened within the last seconds. */
export interface SlidingWindow {
  add(): void;
  count(): number;
}

/** One counter per tenth of the window, so that memory does not grow with the load. */
export function createSlidingWindow(options: {
  windowMs: number;
  now: () => number;
}): SlidingWindow {
  const slots = 10;
  const slotMs = options.windowMs / slots;
  const counts = new Array<number>(slots).fill(0);
  const slotOf = () => Math.floor(options.now() / slotMs);
  let newest = slotOf();

  const advance = () => {
    const current = slotOf();
    const passed = Math.min(slots, current - newest);
    for (let step = 1; step <= passed; step++) {
      counts[(newest + step) % slots] = 0;
    }
    newest = Math.max(newest, current);
  };
  return {
    add() {
      advance();
      counts[newest % slots] += 1;
    },
    count() {
      advance();
      return counts.reduce((sum, count) => sum + count, 0);
    },
  };
}
