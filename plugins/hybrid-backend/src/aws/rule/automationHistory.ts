import {
  HYBRID_TAGS,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { readAutomation } from './tags';
import { readTagTime, wordsOf } from './tagTime';

/*
 * The failover functions leave on each rule when they moved it and when they brought it back.
 * They write the text by code of their own, for they are a part of somebody's repository; both
 * are tested with the table in that repository's `lambda/testing/cases`.
 */

/** One time that automation moved a rule's traffic to aws, as the rule's tag tells. */
export interface NotedMove {
  at: string;
  /** The function that moved it. */
  by: string;
  /** The weights before. */
  from: Weights;
  end?: NotedEnd;
}

interface NotedEnd {
  /** `left` when somebody else had changed the weights. */
  how: 'returned' | 'left';
  at: string;
  by: string;
  weights: Weights;
}

/** What is known of a move of a rule, or of all rules of a service. */
export interface SeenMove {
  /** Absent where only the way back was noted, by functions that keep no history. */
  movedAt?: string;
  movedBy?: string;
  from?: Weights;
  /** What automation is about; absent once the traffic has returned or is no more automation's. */
  lasts?: 'failed-over' | 'recovering';
  recoveringSince?: string;
  /** The rules have the weights that automation set. They are tagged before that. */
  isMoved?: boolean;
  /** Absent while it lasts, and where a person took the rule over. */
  end?: NotedEnd;
}

/** The newest move first. A text that somebody broke is read as far as it can be. */
export function parseHistory(text: string | undefined): NotedMove[] {
  const words = wordsOf(text);
  const moves: NotedMove[] = [];
  for (let start = 0; start < words.length; start += 4) {
    const [what, time, by, share] = words.slice(start, start + 4);
    const since = time === undefined ? undefined : readTagTime(time)?.at;
    const weights = parseWeights(share);
    if (since === undefined || !weights) break;
    const at = new Date(since).toISOString();
    const last = moves[moves.length - 1];
    if (what === 'failed-over') moves.push({ at, by, from: weights });
    else if ((what === 'returned' || what === 'left') && last && !last.end) {
      last.end = { how: what, at, by, weights };
    } else break;
  }
  return moves;
}

/** The moves of one rule by its tags, the oldest first. */
export function movesOfRule(
  tags: Record<string, string>,
  weights: Weights | undefined,
): SeenMove[] {
  const noted = parseHistory(tags[HYBRID_TAGS.automationHistory]);
  const state = readAutomation(tags);
  const isMoved = weights?.['on-prem'] === 0 && weights.aws > 0;
  const [newest] = noted;
  const lasting = state && {
    lasts: state.state,
    ...(state.state === 'recovering' && { recoveringSince: state.since }),
    isMoved,
  };
  const moves: SeenMove[] = noted.map(({ at, by, from, end }) => ({
    movedAt: at,
    movedBy: by,
    from,
    ...(end && { end }),
    ...(noted[0].at === at && !end && lasting),
  }));
  // Functions of an earlier version keep the state alone.
  if (lasting && (!newest || newest.end)) {
    moves.unshift({
      ...lasting,
      ...(lasting.lasts === 'failed-over' && { movedAt: state.since }),
    });
  }
  return moves.reverse();
}

/** The moves of a service by those of its rules, which move one after the other: one move. */
export function mergeMoves(rules: SeenMove[][]): SeenMove[] {
  const all = rules
    .flat()
    .sort((a, b) => beginning(a).localeCompare(beginning(b)));
  const merged: SeenMove[] = [];
  for (const move of all) {
    const last = merged[merged.length - 1];
    if (last && beginning(move) <= ending(last)) {
      merged[merged.length - 1] = together(last, move);
    } else merged.push(move);
  }
  return merged;
}

function together(first: SeenMove, other: SeenMove): SeenMove {
  const both = [first, other];
  const {
    lasts: _,
    recoveringSince: __,
    end: ___,
    isMoved: ____,
    ...begun
  } = {
    ...other,
    ...first,
  };
  const lasting = both.filter(({ lasts }) => lasts !== undefined);
  if (lasting.length > 0) {
    const down = lasting.find(({ lasts }) => lasts === 'failed-over');
    const since = lasting.map(move => move.recoveringSince ?? '').sort();
    return {
      ...begun,
      lasts: down ? 'failed-over' : 'recovering',
      ...(!down && { recoveringSince: since[since.length - 1] }),
      isMoved: lasting.some(({ isMoved }) => isMoved),
    };
  }
  const ends = both.flatMap(({ end }) => end ?? []);
  if (ends.length < both.length) return begun;
  const [earlier, later] = ends.sort((a, b) => a.at.localeCompare(b.at));
  const how =
    earlier.how === 'left' || later.how === 'left' ? 'left' : 'returned';
  return { ...begun, end: { ...later, how } };
}

/** By so much the clocks of those who write and read a tag may differ. */
const SKEW_MS = 60_000;

/** Whether a time in a tag is one that its reader at `now` has not reached: no clock wrote it. */
export function isAhead(at: string, now: string): boolean {
  return Date.parse(at) > Date.parse(now) + SKEW_MS;
}

/**
 * The moves as far as their times may be true at `now`. What lasts has begun all the same, nobody
 * knows when; and an end of which nobody knows the time is as good as none.
 */
export function pastMoves(moves: readonly SeenMove[], now: string): SeenMove[] {
  const ahead = (time: string | undefined) =>
    time !== undefined && isAhead(time, now);
  return moves.flatMap(move => {
    const { movedAt, recoveringSince, end, ...rest } = move;
    if (ahead(movedAt) && !move.lasts) return [];
    return {
      ...rest,
      ...(movedAt && !ahead(movedAt) && { movedAt }),
      ...(recoveringSince && !ahead(recoveringSince) && { recoveringSince }),
      ...(end && !ahead(end.at) && { end }),
    };
  });
}

/** One of which nobody noted when it began, began before everything else that lasts. */
function beginning({ movedAt, recoveringSince }: SeenMove): string {
  return movedAt ?? recoveringSince ?? '';
}

/** One that a person took over ended soon after, as far as its rule tells. */
function ending({ lasts, end, movedAt }: SeenMove): string {
  if (lasts) return '9999';
  return end?.at ?? minuteAfter(movedAt!);
}

function minuteAfter(at: string): string {
  return new Date(Date.parse(at) + 60_000).toISOString();
}

function parseWeights(text: string | undefined): Weights | undefined {
  const match = /^(\d{1,3})\/(\d{1,3})$/.exec(text ?? '');
  return match
    ? { 'on-prem': Number(match[1]), aws: Number(match[2]) }
    : undefined;
}
