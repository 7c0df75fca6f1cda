import type {
  ShiftKind,
  ShiftState,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { isFinal } from '../../hooks/useShift';
import { isMove, type HistoryEntry } from '../../hooks/historyEntries';

/** How a shift ended, or that it has not. */
export const RESULTS = [
  'succeeded',
  'failed',
  'aborted',
  'rolled-back',
  'active',
] as const;

export type Result = (typeof RESULTS)[number];

export interface Filters {
  kind?: ShiftKind | 'automation';
  result?: Result;
}

/** The result by which a state is filtered. */
function resultOf(state: ShiftState): Result {
  return isFinal(state) ? (state as Result) : 'active';
}

/** What passes the filters. Of the results of shifts, a move by automation is only under way. */
export function filterEntries(
  entries: readonly HistoryEntry[],
  { kind, result }: Filters,
): HistoryEntry[] {
  return entries.filter(
    entry =>
      (kind === undefined || entry.kind === kind) &&
      (result === undefined || result === resultOfEntry(entry)),
  );
}

function resultOfEntry(entry: HistoryEntry): Result | undefined {
  if (!isMove(entry)) return resultOf(entry.state);
  return entry.endedAt === undefined ? 'active' : undefined;
}
