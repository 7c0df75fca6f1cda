import {
  isLoadedOnce,
  measuredLag,
  type ReplicationStatus,
} from '@hybrid-platform/backstage-plugin-hybrid-common';

/** In good health the newest measurement is hardly older; its age need not be said. */
const OLD_SECONDS = 180;

/** What can be said of a replication's lag. Its age is there only where it is worth a word. */
export type ShownLag =
  | { is: 'known'; lagSeconds: number; ageSeconds?: number }
  | { is: 'unknown'; ageSeconds?: number }
  /** It does not follow its source any more, nor has it to. */
  | { is: 'none' };

/** The lag as of `now`, in milliseconds: what was known when it was read may be too old since. */
export function shownLag(
  replication: ReplicationStatus,
  now: number,
): ShownLag {
  if (isLoadedOnce(replication)) return { is: 'none' };
  const measured = measuredLag(replication, new Date(now));
  if (measured) {
    const { lagSeconds, ageSeconds } = measured;
    return {
      is: 'known',
      lagSeconds,
      ...(ageSeconds >= OLD_SECONDS && { ageSeconds }),
    };
  }
  const { lagMeasuredAt } = replication;
  const age = lagMeasuredAt ? (now - Date.parse(lagMeasuredAt)) / 1000 : NaN;
  return { is: 'unknown', ...(age > 0 && { ageSeconds: age }) };
}
