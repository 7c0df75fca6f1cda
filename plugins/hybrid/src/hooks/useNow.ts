import { useEffect, useState } from 'react';

/** The time, as `Date.now()`, kept up to date so that ages on the page grow. */
export function useNow(intervalMs: number = 1_000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), intervalMs);
    return () => clearInterval(timer);
  }, [intervalMs]);
  return now;
}
