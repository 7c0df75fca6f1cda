/*
 * What the text of `hybrid-platform:automation-history` means. The functions write it, and both
 * they and the Hybrid Platform's back end in Backstage read it; both are tested with this table.
 */

export interface HistoryCase {
  why: string;
  text: string | undefined;
  /** The newest first. */
  moves: {
    at: string;
    by: string;
    from: { 'on-prem': number; aws: number };
    end?: {
      how: 'returned' | 'left';
      at: string;
      by: string;
      weights: { 'on-prem': number; aws: number };
    };
  }[];
}

const moved = {
  at: '2026-01-01T12:00:00.000Z',
  by: 'increase-aws-traffic',
  from: { 'on-prem': 40, aws: 60 },
};
const returned = {
  how: 'returned' as const,
  at: '2026-01-01T12:10:00.000Z',
  by: 'reset-default-traffic',
  weights: { 'on-prem': 40, aws: 60 },
};
const MOVED = 'failed-over 2026-01-01T12:00:00Z increase-aws-traffic 40/60';
const RETURNED = 'returned 2026-01-01T12:10:00Z reset-default-traffic 40/60';

export const historyCases: readonly HistoryCase[] = [
  { why: 'no tag: it was never moved', text: undefined, moves: [] },
  { why: 'an empty tag says nothing', text: '', moves: [] },
  { why: 'a move that lasts', text: MOVED, moves: [moved] },
  {
    why: 'one that is over',
    text: `${MOVED} ${RETURNED}`,
    moves: [{ ...moved, end: returned }],
  },
  {
    why: 'one that somebody ended',
    text: `${MOVED} left 2026-01-01T12:10:00Z traffic-watchdog 10/90`,
    moves: [
      {
        ...moved,
        end: {
          how: 'left',
          at: returned.at,
          by: 'traffic-watchdog',
          weights: { 'on-prem': 10, aws: 90 },
        },
      },
    ],
  },
  {
    why: 'the newest comes first',
    text: `failed-over 2026-01-02T12:00:00Z traffic-watchdog 100/0 ${MOVED} ${RETURNED}`,
    moves: [
      {
        at: '2026-01-02T12:00:00.000Z',
        by: 'traffic-watchdog',
        from: { 'on-prem': 100, aws: 0 },
      },
      { ...moved, end: returned },
    ],
  },
  {
    why: 'an older one without an end was ended by who took it over',
    text: `${MOVED} failed-over 2025-12-31T00:00:00Z traffic-watchdog 40/60`,
    moves: [
      moved,
      {
        at: '2025-12-31T00:00:00.000Z',
        by: 'traffic-watchdog',
        from: { 'on-prem': 40, aws: 60 },
      },
    ],
  },
  {
    why: 'blanks, tabs and milliseconds change nothing',
    text: ' failed-over\t2026-01-01T12:00:00.000Z  increase-aws-traffic 40/60\n',
    moves: [moved],
  },
  ...[
    ['half a move is none', 'failed-over 2026-01-01T12:00:00Z'],
    ['nor is one without weights', `${MOVED.slice(0, -5)}many`],
    ['nor one without a time', 'failed-over then increase-aws-traffic 40/60'],
    ['nor an end of nothing', RETURNED],
    ['AWS takes no weight above 999', `${MOVED.slice(0, -5)}40/1000`],
  ].map(([why, text]) => ({ why, text, moves: [] })),
  {
    why: 'what nobody can read hides only what is behind it',
    text: `${MOVED} ${RETURNED} and so on`,
    moves: [{ ...moved, end: returned }],
  },
];
