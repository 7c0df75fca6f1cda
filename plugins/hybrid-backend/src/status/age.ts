import type { SnapshotInfo } from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { CachedValue } from '../cache/Cached';
import type { Unread } from '../platforms/LastDescribed';

/**
 * What could not be looked up again makes the answer stale, though the snapshot is fresh, and
 * as old as what is left of it.
 */
export function infoOfAll(
  info: SnapshotInfo,
  parts: CachedValue<unknown>[],
  now: Date,
): SnapshotInfo {
  const left = parts.filter(({ problem }) => problem);
  if (left.length === 0) return info;
  const times = left.flatMap(({ lookedUpAt }) => lookedUpAt?.getTime() ?? []);
  const takenAt = Math.min(Date.parse(info.takenAt), ...times);
  const ageMs = Math.max(0, now.getTime() - takenAt);
  return {
    takenAt: new Date(takenAt).toISOString(),
    ageSeconds: Math.round(ageMs / 1000),
    stale: true,
    problem: info.problem ?? left[0].problem,
  };
}

/** A part of a snapshot that could not be looked up again, beside those that are looked up apart. */
export function partOf(unread: Unread | undefined): CachedValue<unknown>[] {
  if (!unread) return [];
  const { problem, lookedUpAt } = unread;
  return [{ problem, ...(lookedUpAt && { lookedUpAt: new Date(lookedUpAt) }) }];
}
