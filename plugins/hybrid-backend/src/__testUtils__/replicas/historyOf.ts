import type { Shift } from '@hybrid-platform/backstage-plugin-hybrid-common';

/**
 * A shift's events, `verified@2` for that of step 2, without what only tells of takeovers,
 * and with reading twice as reading once.
 */
export function historyOf({ events }: Shift): string[] {
  return events
    .filter(({ type }) => type !== 'taken-over')
    .map(({ type, step }) => (step === undefined ? type : `${type}@${step}`))
    .filter((name, index, all) => name !== all[index - 1]);
}
