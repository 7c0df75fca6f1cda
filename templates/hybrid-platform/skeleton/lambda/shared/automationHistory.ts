import { SITES, type Weights } from './sites';
import { readTagTime, wordsOf } from './tagTime';

/*
 * What automation did to a rule, for whoever was not there: Backstage may be down while traffic
 * moves and while it returns, and then the tag of the state is gone again. CloudTrail would know,
 * but late, for 90 days, and not for everybody.
 */

/** One time that automation moved a rule's traffic to aws. Times are milliseconds since the epoch. */
export interface Move {
  at: number;
  /** The function that moved it. */
  by: string;
  /** The weights before. */
  from: Weights;
  /** Absent while it lasts, and where somebody took the rule over from automation. */
  end?: MoveEnd;
}

export interface MoveEnd {
  /** `left` when somebody else had changed the weights. */
  how: 'returned' | 'left';
  at: number;
  by: string;
  /** The weights from then on. */
  weights: Weights;
}

/** AWS takes no longer value of a tag; it is enough for two moves. */
const MAX_LENGTH = 256;

/** The newest move first. A text that somebody broke is read as far as it can be. */
export function parseHistory(text: string | undefined): Move[] {
  const words = wordsOf(text);
  const moves: Move[] = [];
  for (let start = 0; start < words.length; start += 4) {
    const [what, time, by, share] = words.slice(start, start + 4);
    const at = time === undefined ? undefined : readTagTime(time)?.at;
    const weights = parseWeights(share);
    if (at === undefined || !weights) break;
    const last = moves.at(-1);
    if (what === 'failed-over') moves.push({ at, by, from: weights });
    else if ((what === 'returned' || what === 'left') && last && !last.end) {
      last.end = { how: what, at, by, weights };
    } else break;
  }
  return moves;
}

/** As many of the newest moves as a tag can have. */
export function formatHistory(moves: readonly Move[]): string {
  const texts = moves.map(({ at, by, from, end }) =>
    [
      entry('failed-over', at, by, from),
      ...(end ? [entry(end.how, end.at, end.by, end.weights)] : []),
    ].join(' '),
  );
  while (texts.join(' ').length > MAX_LENGTH) texts.pop();
  return texts.join(' ');
}

/**
 * With a move that begins. `again` when automation has moved the rule already: what begins then
 * is the same move once more, by a function that found it half done.
 */
export function withMove(
  moves: readonly Move[],
  move: Move,
  again: boolean,
): Move[] {
  const [newest, ...older] = moves;
  return again && newest && !newest.end ? [move, ...older] : [move, ...moves];
}

/** With the end of the move that lasts; undefined when none does, and there is nothing to note. */
export function withEnd(
  moves: readonly Move[],
  end: MoveEnd,
): Move[] | undefined {
  const [newest, ...older] = moves;
  return newest && !newest.end ? [{ ...newest, end }, ...older] : undefined;
}

function entry(what: string, at: number, by: string, weights: Weights): string {
  // Whole seconds, so that two moves fit.
  const time = new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
  return `${what} ${time} ${by} ${SITES.map(site => weights[site]).join('/')}`;
}

function parseWeights(text: string | undefined): Weights | undefined {
  const match = /^(\d{1,3})\/(\d{1,3})$/.exec(text ?? '');
  return match
    ? { 'on-prem': Number(match[1]), aws: Number(match[2]) }
    : undefined;
}
