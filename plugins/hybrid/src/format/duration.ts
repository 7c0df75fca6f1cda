import type { Texts } from '../translations/useTexts';

/** Whole seconds between two moments, never negative: clocks differ a little. */
export function secondsBetween(from: number, to: number): number {
  return Math.max(0, Math.round((to - from) / 1000));
}

/** A duration in the largest unit that fits, such as `40 s`, `5 min`, `2 days`. */
export function formatDuration(t: Texts, seconds: number): string {
  if (seconds < 120) {
    const precise =
      seconds < 10 ? Math.round(seconds * 10) / 10 : Math.round(seconds);
    return t('time.seconds', { n: String(precise) });
  }
  if (seconds < 120 * 60) {
    return t('time.minutes', { n: String(Math.round(seconds / 60)) });
  }
  if (seconds < 48 * 3600) {
    return t('time.hours', { n: String(Math.round(seconds / 3600)) });
  }
  return t('time.days', { count: Math.round(seconds / 86_400) });
}

/** A chosen duration in the largest unit that says it exactly: `1 h`, not `60 min`. */
export function formatExact(t: Texts, seconds: number): string {
  if (seconds >= 86_400 && seconds % 86_400 === 0) {
    return t('time.days', { count: seconds / 86_400 });
  }
  if (seconds >= 3_600 && seconds % 3_600 === 0) {
    return t('time.hours', { n: String(seconds / 3_600) });
  }
  if (seconds >= 60 && seconds % 60 === 0) {
    return t('time.minutes', { n: String(seconds / 60) });
  }
  return t('time.seconds', { n: String(seconds) });
}

/** An age such as `12 s ago`, or `just now`. */
export function formatAge(t: Texts, seconds: number): string {
  if (seconds < 2) return t('time.justNow');
  return t('time.ago', { duration: formatDuration(t, seconds) });
}

/** A duration that runs down, such as `04:05` or `1:02:03`. */
export function formatClock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const two = (value: number) => String(value).padStart(2, '0');
  const minutes = Math.floor(whole / 60) % 60;
  const hours = Math.floor(whole / 3600);
  const rest = `${two(minutes)}:${two(whole % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}
