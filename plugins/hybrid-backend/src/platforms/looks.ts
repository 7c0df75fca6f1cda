import {
  SITES,
  type HealthState,
  type Site,
} from '@hybrid-platform/backstage-plugin-hybrid-common';

/** What is known of a service's site without another call. */
export interface Known {
  health: HealthState;
  /** An alarm of the site rings. */
  isRinging: boolean;
  /** The site seems lost since then: what is known of it is to be found out anew. */
  isDoubted?: boolean;
  /** When its targets themselves were last looked at; milliseconds since the epoch. */
  lookedAt?: number;
}

interface Candidate<S> {
  service: S;
  known: Record<Site, Known>;
}

/** Of the looks at each refresh so many are kept for those that seem well. */
const IN_TURN = 4;

/**
 * Whose targets are looked at next: sites in trouble, those not looked at for longest first;
 * and those that seem well in turn, both sites of one service after the other, so that all
 * come to their turn and each site is seen at each refresh.
 */
export function chooseLooks<S>(
  candidates: Candidate<S>[],
  { turn, count }: { turn: number; count: number },
): { chosen: { service: S; site: Site }[]; turn: number } {
  const all = candidates.flatMap(({ service, known }) =>
    SITES.map(site => ({ service, site, known: known[site] })),
  );
  const troubled = all
    .filter(({ known }) => isTroubled(known))
    .sort((a, b) => (a.known.lookedAt ?? 0) - (b.known.lookedAt ?? 0));
  const well = all.filter(({ known }) => !isTroubled(known));
  const inTurn = Math.min(
    well.length,
    Math.max(Math.min(IN_TURN, count - 1), count - troubled.length),
  );
  const next = Array.from(
    { length: inTurn },
    (_, index) => well[(turn + index) % well.length],
  );
  const chosen = [...chooseTroubled(troubled, count - inTurn), ...next];
  return {
    chosen: chosen.map(({ service, site }) => ({ service, site })),
    turn: well.length > 0 ? (turn + inTurn) % well.length : 0,
  };
}

/**
 * Those not looked at for longest; of a site that seems lost half of them at least, so that what
 * has been down for long elsewhere does not keep from seeing whether it still is.
 */
function chooseTroubled<T extends { known: Known }>(
  troubled: T[],
  count: number,
): T[] {
  const first = troubled.slice(0, count);
  const doubted = troubled.filter(({ known }) => known.isDoubted);
  const wanted = Math.min(Math.ceil(count / 2), doubted.length);
  if (first.filter(({ known }) => known.isDoubted).length >= wanted) {
    return first;
  }
  const others = troubled.filter(({ known }) => !known.isDoubted);
  return [...doubted.slice(0, wanted), ...others.slice(0, count - wanted)];
}

function isTroubled({ health, isRinging }: Known): boolean {
  return isRinging || health !== 'healthy';
}
