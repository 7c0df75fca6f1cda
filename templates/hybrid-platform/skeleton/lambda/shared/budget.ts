/** Where each request to a rate-limited API asks for leave. */
export interface Budget {
  take(): Promise<void>;
}

export interface Clock {
  now(): number;
  sleep(ms: number): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: ms => new Promise(resolve => setTimeout(resolve, ms)),
};

/**
 * A token bucket, first come first served. ELB gives an account 40 read requests at once
 * and 10 per second after that, which consoles, deploys and the Backstage backend share.
 */
export function createBudget(
  { burst, perSecond }: { burst: number; perSecond: number },
  clock: Clock,
): Budget {
  const gap = 1000 / perSecond;
  // The bucket as the time at which it would be full: each request moves it by one gap.
  let fullAt = clock.now();
  return {
    async take() {
      const now = clock.now();
      fullAt = Math.max(fullAt, now) + gap;
      const wait = fullAt - now - burst * gap;
      // Timers count whole milliseconds.
      if (wait >= 1) await clock.sleep(wait);
    },
  };
}
