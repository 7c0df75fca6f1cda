import { decide } from './decide';
import { FAULT_KINDS } from './faults';

const SEEDS = [1, 2, 3, 42, 4_294_967_295];

describe('what a soak does', () => {
  it('follows from the seed alone', () => {
    expect(decide(5, 2)).toEqual(decide(5, 2));
    expect(decide(5, 2)).not.toEqual(decide(6, 2));
  });

  it.each(SEEDS)('is at least 200 actions a minute with seed %i', seed => {
    for (const minutes of [1, 3]) {
      const actions = decide(seed, minutes).filter(d => 'action' in d);
      expect(actions.length).toBeGreaterThanOrEqual(200 * minutes);
    }
  });

  it.each(SEEDS)('has every kind of action with seed %i', seed => {
    const kinds = decide(seed, 1).flatMap(d =>
      'action' in d ? d.action.do : [],
    );
    expect([...new Set(kinds)].sort()).toEqual([
      'abort',
      'abort-evacuation',
      'evacuate',
      'hold',
      'plan-and-shift',
      'plan-evacuation',
      'release',
      'shift',
    ]);
  });

  it.each(SEEDS)(
    'has each kind of fault begin and end in each minute with seed %i',
    seed => {
      const decisions = decide(seed, 3);
      for (const minute of [0, 1, 2]) {
        const within = decisions.filter(
          ({ atMs }) => Math.floor(atMs / 60_000) === minute,
        );
        const begun = within.flatMap(d => ('begins' in d ? d.begins.kind : []));
        const ended = within.flatMap(d => ('ends' in d ? d.ends.kind : []));
        expect(begun.sort()).toEqual([...FAULT_KINDS].sort());
        expect(ended.sort()).toEqual([...FAULT_KINDS].sort());
      }
    },
  );

  it.each(SEEDS)('never troubles both replicas at once with seed %i', seed => {
    const times = decide(seed, 3)
      .filter(
        d =>
          'begins' in d &&
          ['replica-killed', 'database-away', 'lease-lost'].includes(
            d.begins.kind,
          ),
      )
      .map(({ atMs }) => atMs);
    const gaps = times.slice(1).map((at, index) => at - times[index]);
    expect(Math.min(...gaps)).toBeGreaterThan(9_000);
  });

  it.each(SEEDS)('does the worst around a fault with seed %i', seed => {
    const decisions = decide(seed, 1);
    const at = (kind: string) => {
      const begins = decisions.find(
        d => 'begins' in d && d.begins.kind === kind,
      )!;
      const [fault] = 'begins' in begins ? [begins.begins] : [];
      const done = (afterMs: number) =>
        decisions.flatMap(d =>
          'action' in d && d.atMs === Math.max(0, begins.atMs + afterMs)
            ? d.action
            : [],
        );
      return { fault: fault!, done };
    };
    const lost = at('lease-lost');
    expect(
      lost
        .done(50)
        .filter(
          action =>
            'replica' in action &&
            'replica' in lost.fault &&
            action.replica === lost.fault.replica,
        ),
    ).toHaveLength(6);
    const down = at('site-down');
    const to = 'site' in down.fault ? down.fault.site : undefined;
    expect(down.done(3_200)).toContainEqual(
      expect.objectContaining({ course: { kind: 'failover', to } }),
    );
    expect(at('controller').done(-300)).toContainEqual(
      expect.objectContaining({ do: 'plan-and-shift', thinksMs: 2_000 }),
    );
  });

  it('is in the order of time', () => {
    const times = decide(9, 2).map(({ atMs }) => atMs);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });
});
