import type { SeenMove } from '../aws/rule/automationHistory';
import { reconcile, type KnownMove, type Sight } from './reconcile';

const DEFAULT = { 'on-prem': 40, aws: 60 };
const AWAY = { 'on-prem': 0, aws: 100 };
const at = (minute: number) =>
  `2026-01-01T12:${String(minute).padStart(2, '0')}:00.000Z`;

const begun = { movedAt: at(1), movedBy: 'traffic-watchdog', from: DEFAULT };
const end = {
  how: 'returned' as const,
  at: at(9),
  by: 'traffic-watchdog',
  weights: DEFAULT,
};
const lasting: SeenMove = { ...begun, lasts: 'failed-over', isMoved: true };

const known = (facts: Partial<KnownMove> = {}): KnownMove => ({
  id: 'm1',
  state: 'failed-over',
  ...begun,
  ...facts,
});
const returned = known({
  state: 'returned',
  endedAt: end.at,
  endedBy: end.by,
  endedWith: DEFAULT,
});

const see = (
  before: KnownMove[],
  moves: SeenMove[],
  sight: Partial<Sight> = {},
) =>
  reconcile(before, {
    moves,
    weights: AWAY,
    defaultWeights: DEFAULT,
    takenAt: at(30),
    ...sight,
  });

describe('what is written down', () => {
  it('is nothing where nothing is new', () => {
    expect(see([], [])).toEqual({ begun: [], changed: [] });
    expect(see([known()], [lasting])).toEqual({ begun: [], changed: [] });
    expect(see([returned], [{ ...begun, end }])).toEqual({
      begun: [],
      changed: [],
    });
  });

  it('is a move that is over, as a whole', () => {
    const { id: _, ...facts } = returned;
    expect(see([], [{ ...begun, end }]).begun).toEqual([facts]);
  });

  it('is no move whose weights are not there yet', () => {
    expect(see([], [{ ...lasting, isMoved: false }]).begun).toEqual([]);
  });

  it('is that a rule moved earlier than the one that was seen first', () => {
    const { changed } = see(
      [known({ movedAt: at(2) })],
      [{ ...lasting, movedAt: at(1) }],
    );
    expect(changed).toEqual([
      expect.objectContaining({
        is: expect.objectContaining({ movedAt: at(1) }),
      }),
    ]);
  });

  it('is not that it moved later, when on-prem fails again', () => {
    expect(see([known()], [{ ...lasting, movedAt: at(5) }]).changed).toEqual(
      [],
    );
  });

  it('is another move when the one before was over, and ends that one', () => {
    const next: SeenMove = { ...lasting, movedAt: at(20) };
    expect(see([returned], [{ ...begun, end }, next]).begun).toEqual([
      expect.objectContaining({ movedAt: at(20), state: 'failed-over' }),
    ]);
    const { begun: more, changed } = see([known()], [begun, next]);
    expect(more).toHaveLength(1);
    expect(changed).toEqual([
      {
        was: known(),
        is: expect.objectContaining({
          state: 'left',
          endedAt: at(20),
          endedAtLatest: true,
        }),
      },
    ]);
  });

  it('stays returned, though the tag index shows an older state again', () => {
    expect(see([returned], [lasting])).toEqual({ begun: [], changed: [] });
    expect(see([returned], [begun])).toEqual({ begun: [], changed: [] });
  });

  it('says what is not known: when it moved, where only the way back is seen', () => {
    expect(
      see([], [{ lasts: 'recovering', recoveringSince: at(7), isMoved: true }])
        .begun,
    ).toEqual([
      {
        state: 'recovering',
        movedAt: at(7),
        movedAtLatest: true,
        recoveringSince: at(7),
      },
    ]);
  });
});

describe('a time that is still to come', () => {
  const FUTURE = '2999-01-01T00:00:00.000Z';
  const seenNow = { movedAt: at(30), movedAtLatest: true };

  it.each<[string, SeenMove]>([
    ['moved', { ...lasting, movedAt: FUTURE }],
    [
      'returning',
      { lasts: 'recovering', recoveringSince: FUTURE, isMoved: true },
    ],
  ])('of what is %s counts as now, and goes on to', (_, move) => {
    const { begun: added } = see([], [move]);
    expect(added).toEqual([expect.objectContaining(seenNow)]);
    const kept = { id: 'm1', ...JSON.parse(JSON.stringify(added[0])) };
    expect(see([kept], [move], { takenAt: at(31) })).toEqual({
      begun: [],
      changed: [],
    });
  });

  it('of what is over says nothing', () => {
    expect(see([], [{ ...begun, movedAt: FUTURE, end }]).begun).toEqual([]);
  });
});

describe('a move whose tags are gone', () => {
  it('has returned when the default weights are back', () => {
    const [{ is }] = see([known()], [], { weights: DEFAULT }).changed;
    expect(is).toMatchObject({
      state: 'returned',
      endedAt: at(30),
      endedAtLatest: true,
      endedWith: DEFAULT,
    });
  });

  it('is left to whoever shifted since, or set other weights', () => {
    const [byShift] = see([known()], [], {
      weights: DEFAULT,
      shiftedAt: at(5),
    }).changed;
    expect(byShift.is.state).toBe('left');
    expect(see([known()], []).changed[0].is.state).toBe('left');
  });

  it('lasts while the rule cannot be read', () => {
    expect(see([known()], [], { weights: undefined }).changed).toEqual([]);
  });

  it('lasts again when the tags are back', () => {
    const left = known({
      state: 'left',
      endedAt: at(5),
      endedAtLatest: true,
    });
    const [{ is }] = see([left], [lasting]).changed;
    expect(is).toEqual({ state: 'failed-over', ...begun });
  });
});
