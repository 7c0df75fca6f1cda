import {
  FINAL_SHIFT_STATES,
  type ShiftSummary,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { broken, type Broken } from './Broken';

/** A shift that somebody asked for, and what the product answered. */
export interface Asked {
  step: number;
  service: string;
  /** What the shift's history tells of it: each request has a reason of its own. */
  reason: string;
  /** Of the shift, where it was accepted. */
  id?: string;
}

/** Shifts of one service that were under way at the same time. */
export function twoAtOnce(shifts: readonly ShiftSummary[]): Broken[] {
  const inOrder = [...shifts].sort((a, b) =>
    a.createdAt.localeCompare(b.createdAt),
  );
  return inOrder.slice(1).flatMap((shift, index) => {
    const before = inOrder[index];
    const isOver = before.endedAt && before.endedAt <= shift.createdAt;
    return isOver
      ? []
      : [
          broken(
            'one active shift for each service',
            `shift ${before.id} of ${before.service} has ended before ${shift.createdAt}`,
            `${before.state} until ${before.endedAt ?? 'now'}, and ${
              shift.id
            } began`,
          ),
        ];
  });
}

/** What was accepted and is not in the history, or is there twice. */
export function lostOrDoubled(
  asked: readonly Asked[],
  shifts: readonly ShiftSummary[],
): Broken[] {
  const ids = new Set(shifts.map(({ id }) => id));
  const lost = asked
    .filter(({ id }) => id && !ids.has(id))
    .map(({ step, id, service }) =>
      broken(
        'history true and complete',
        `shift ${id} of ${service}, accepted at step ${step}, in the history`,
        'not there',
      ),
    );
  const doubled = asked.flatMap(({ step, reason, service }) => {
    const made = shifts.filter(shift => shift.reason === reason);
    return made.length <= 1
      ? []
      : [
          broken(
            'one shift for each request',
            `one shift of ${service} for the request of step ${step}, however often it is sent`,
            made.map(({ id }) => id).join(', '),
          ),
        ];
  });
  return [...lost, ...doubled];
}

export function hasEnded({ state }: Pick<ShiftSummary, 'state'>): boolean {
  return FINAL_SHIFT_STATES.includes(state);
}
