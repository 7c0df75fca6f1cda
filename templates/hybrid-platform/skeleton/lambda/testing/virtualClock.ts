import type { Clock } from '../shared/budget';

/** A clock on which a minute of watching takes milliseconds: time passes when all wait. */
export function virtualClock(
  start: string,
): Clock & { advance(ms: number): void } {
  let now = Date.parse(start);
  const sleepers: { at: number; wake: () => void }[] = [];
  const wakeNext = () => {
    sleepers.sort((a, b) => a.at - b.at);
    const next = sleepers.shift()!;
    now = Math.max(now, next.at);
    next.wake();
  };
  return {
    now: () => now,
    sleep: ms =>
      new Promise(wake => {
        sleepers.push({ at: now + ms, wake });
        setImmediate(wakeNext);
      }),
    advance: ms => {
      now += ms;
    },
  };
}
