import {
  sameWeights,
  type AutomationMove,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { pastMoves, type SeenMove } from '../aws/rule/automationHistory';

const END_OF_TIME = '9999';

/** What is kept of a move besides whose it is. */
export type MoveFacts = Omit<
  AutomationMove,
  'kind' | 'id' | 'platform' | 'service' | 'entityRef' | 'to' | 'seenAt'
>;

export type KnownMove = MoveFacts & { id: string };

/** A service as one snapshot shows it. */
export interface Sight {
  /** The oldest first. */
  moves: readonly SeenMove[];
  /** Absent when its rules could not be read. */
  weights?: Weights;
  defaultWeights?: Weights;
  /** When a shift by a person was asked for last. */
  shiftedAt?: string;
  takenAt: string;
}

/** What to write down: moves that nobody has kept, and what has become of those that are kept. */
export interface Changes {
  begun: MoveFacts[];
  changed: { was: KnownMove; is: MoveFacts }[];
}

/**
 * What a sight adds to what is known. A move is known by its time, or by being the one that
 * lasts; what the tags say exactly takes the place of what was concluded. What was seen to have
 * returned stays so: the tag index may show an older state once more.
 */
export function reconcile(known: readonly KnownMove[], sight: Sight): Changes {
  const { takenAt } = sight;
  const moves = pastMoves(sight.moves, takenAt);
  const { begun, changed }: Changes = { begun: [], changed: [] };
  const met = pair(known, moves);
  moves.forEach((seen, index) => {
    const same = met.get(seen);
    const next = moves[index + 1];
    const facts = toFacts(seen, same, next?.movedAt ?? takenAt, takenAt);
    if (!same) {
      // It is tagged before it is moved, and AWS may refuse.
      if (!seen.lasts || seen.isMoved) begun.push(facts);
    } else if (!isSettled(same, seen) && differs(same, facts)) {
      changed.push({ was: same, is: facts });
    }
  });
  const found = new Set(met.values());
  for (const was of known) {
    if (found.has(was) || isOver(was) || !sight.weights) continue;
    changed.push({ was, is: vanished(was, sight, sight.weights) });
  }
  return { begun, changed };
}

/** Which known move each one is: by its very time, else by the time that it took. */
function pair(
  known: readonly KnownMove[],
  moves: readonly SeenMove[],
): Map<SeenMove, KnownMove> {
  const pairs = new Map<SeenMove, KnownMove>();
  for (const isSame of [isOfSameTime, isLikely]) {
    for (const seen of moves.filter(move => !pairs.has(move))) {
      const taken = new Set(pairs.values());
      const same = known.find(move => !taken.has(move) && isSame(move, seen));
      if (same) pairs.set(seen, same);
    }
  }
  return pairs;
}

function isOver({ state }: MoveFacts): boolean {
  return state === 'returned' || state === 'left';
}

function isOfSameTime(known: KnownMove, seen: SeenMove): boolean {
  return (seen.movedAt ?? seen.recoveringSince) === known.movedAt;
}

/**
 * Only one lasts at a time. Rules of a service move one after the other and are not all seen at
 * once, so a move may turn out to have begun a little earlier or later.
 */
function isLikely(known: KnownMove, seen: SeenMove): boolean {
  if (seen.lasts) return !isOver(known);
  const { movedAt: at = '', end } = seen;
  const ended = known.endedAt ?? END_OF_TIME;
  if (known.movedAt <= at) return at <= ended && isOver(known);
  return (end?.at ?? at) >= known.movedAt || known.movedAtLatest === true;
}

/** What is known already, and better. */
function isSettled(known: KnownMove, seen: SeenMove): boolean {
  if (!isOver(known)) return false;
  if (!known.endedAtLatest) return true;
  // A person's shift that was rolled back gives the service back to automation.
  return !seen.end && !(seen.lasts && seen.isMoved);
}

function toFacts(
  seen: SeenMove,
  known: KnownMove | undefined,
  goneAt: string,
  takenAt: string,
): MoveFacts {
  const { lasts, end } = seen;
  const began = knownBeginning(seen, known) ?? {
    movedAt: seen.recoveringSince ?? takenAt,
    movedAtLatest: true as const,
  };
  const from = seen.from ?? known?.from;
  const movedBy = seen.movedBy ?? known?.movedBy;
  return {
    ...began,
    ...(movedBy && { movedBy }),
    ...(from && { from }),
    ...(lasts && {
      state: lasts,
      ...(lasts === 'recovering' && { recoveringSince: seen.recoveringSince }),
    }),
    ...(end && {
      state: end.how,
      endedAt: end.at,
      endedBy: end.by,
      endedWith: end.weights,
    }),
    ...(!lasts &&
      !end && {
        state: 'left' as const,
        endedAt: goneAt,
        endedAtLatest: true as const,
      }),
  } as MoveFacts;
}

/** A time that a tag of the state alone has moves on when on-prem fails again; the first one stays. */
function knownBeginning(
  { movedAt }: SeenMove,
  known: KnownMove | undefined,
): Pick<MoveFacts, 'movedAt' | 'movedAtLatest'> | undefined {
  if (movedAt && (!known || movedAt <= known.movedAt)) return { movedAt };
  return (
    known && {
      movedAt: known.movedAt,
      ...(known.movedAtLatest && { movedAtLatest: true }),
    }
  );
}

/** Functions of an earlier version leave nothing behind, so only the weights are left to tell. */
function vanished(
  move: KnownMove,
  { takenAt, defaultWeights, shiftedAt }: Sight,
  weights: Weights,
): MoveFacts {
  const isBack =
    defaultWeights !== undefined &&
    sameWeights(weights, defaultWeights) &&
    !(shiftedAt && shiftedAt > move.movedAt);
  const { id: _, recoveringSince: __, ...rest } = move;
  return {
    ...rest,
    state: isBack ? 'returned' : 'left',
    endedAt: takenAt,
    endedAtLatest: true,
    ...(isBack && { endedWith: weights }),
  };
}

function differs({ id: _, ...known }: KnownMove, facts: MoveFacts): boolean {
  const keys = new Set([...Object.keys(known), ...Object.keys(facts)]);
  return [...keys].some(
    key =>
      JSON.stringify(known[key as keyof MoveFacts]) !==
      JSON.stringify(facts[key as keyof MoveFacts]),
  );
}
