import type {
  AutomationMove,
  Shift,
} from '@hybrid-platform/backstage-plugin-hybrid-common';

/** What a history has: shifts by people, and what automation moved. */
export type Entry = Shift | AutomationMove;

export function isMove(entry: Entry): entry is AutomationMove {
  return entry.kind === 'automation';
}

/** When it began. */
function beginningOf(entry: Entry): string {
  return isMove(entry) ? entry.movedAt : entry.createdAt;
}

/** Both in the order of time. Each is so already, and too long to be in memory as a whole. */
export async function* inOrder(
  shifts: AsyncGenerator<Entry>,
  moves: AsyncGenerator<Entry>,
): AsyncGenerator<Entry> {
  let [shift, move] = [await shifts.next(), await moves.next()];
  while (!shift.done || !move.done) {
    const isShift =
      !shift.done &&
      (move.done || beginningOf(shift.value) <= beginningOf(move.value));
    if (isShift) {
      yield shift.value as Entry;
      shift = await shifts.next();
    } else {
      yield move.value as Entry;
      move = await moves.next();
    }
  }
}
