/** A function that is called at once, and then at most once in an interval, the last call kept. */
interface Throttled {
  (): void;
  /** Forgets a call that waits. */
  cancel(): void;
}

/** Keeps a function from being called more often than once in an interval. */
export function throttled(call: () => void, intervalMs: number): Throttled {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waits = false;

  const run = () => {
    waits = false;
    timer = setTimeout(() => {
      timer = undefined;
      if (waits) run();
    }, intervalMs);
    call();
  };

  const throttledCall = () => {
    if (timer === undefined) run();
    else waits = true;
  };
  throttledCall.cancel = () => {
    clearTimeout(timer);
    timer = undefined;
    waits = false;
  };
  return throttledCall;
}
