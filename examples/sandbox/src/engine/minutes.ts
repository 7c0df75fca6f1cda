/** Calls back at the end of each of AWS's minutes. */
export interface Minutes {
  stop(): void;
}

/**
 * Keeps to the clock rather than to an interval of its own, so that minutes neither drift
 * nor overlap: metric periods are multiples of the minute since the epoch.
 */
export function startMinutes(options: {
  minuteMs: number;
  now: () => number;
  onMinute: (minute: { start: number; end: number }) => void;
}): Minutes {
  const { minuteMs, now, onMinute } = options;
  let timer: NodeJS.Timeout;
  let end = (Math.floor(now() / minuteMs) + 1) * minuteMs;

  const wait = () => {
    timer = setTimeout(() => {
      const at = now();
      if (at >= end) {
        onMinute({ start: end - minuteMs, end });
        end = Math.max(
          end + minuteMs,
          (Math.floor(at / minuteMs) + 1) * minuteMs,
        );
      }
      wait();
    }, Math.max(1, end - now()));
  };
  wait();
  return { stop: () => clearTimeout(timer) };
}
