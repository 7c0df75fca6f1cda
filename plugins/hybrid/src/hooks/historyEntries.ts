import type {
  AutomationMove,
  ShiftPage,
  ShiftSummary,
} from '@hybrid-platform/backstage-plugin-hybrid-common';

/** What a history lists: shifts by people, and what automation moved. */
export type HistoryEntry = ShiftSummary | AutomationMove;

export function isMove(entry: HistoryEntry): entry is AutomationMove {
  return entry.kind === 'automation';
}

function beginningOf(entry: HistoryEntry): string {
  return isMove(entry) ? entry.movedAt : entry.createdAt;
}

/** Adds what a page says to what is known, newest first. */
export function mergePage(
  known: readonly HistoryEntry[],
  { items, automation = [] }: ShiftPage,
): HistoryEntry[] {
  const byId = new Map(
    [...known, ...items, ...automation].map(entry => [entry.id, entry]),
  );
  return [...byId.values()].sort((a, b) =>
    beginningOf(b).localeCompare(beginningOf(a)),
  );
}
