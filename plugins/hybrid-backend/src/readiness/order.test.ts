import { inOrder } from './order';

const at = (minute: number) => new Date(minute * 60_000).toISOString();
const OLDEST = 10;

/** The services that are due, given when each was asked about and changed, in minutes. */
function due(
  services: Record<
    string,
    { asked?: number; changed?: number; contradicted?: true }
  >,
) {
  const times = (key: 'asked' | 'changed') =>
    Object.entries(services).flatMap(([name, times_]): [string, string][] => {
      const minute = times_[key];
      return minute === undefined ? [] : [[name, at(minute)]];
    });
  const answer = (checkedAt: string) => ({
    aws: { ready: true, failed: [], checkedAt },
  });
  return inOrder(
    Object.keys(services).map(name => ({ name })),
    {
      known: new Map(
        times('asked').map(([name, time]) => [name, answer(time)]),
      ),
      changed: new Map(times('changed')),
      contradicted: new Set(
        Object.keys(services).filter(name => services[name].contradicted),
      ),
      oldest: at(OLDEST),
    },
  ).map(({ name }) => name);
}

describe('services are asked about', () => {
  it('again at once where what is known since contradicts the answer', () => {
    expect(
      due({ fine: { asked: 30 }, odd: { asked: 30, contradicted: true } }),
    ).toEqual(['odd']);
  });

  it('in the order: changed since, never asked, too old', () => {
    expect(
      due({
        old: { asked: 5 },
        unknown: {},
        changed: { asked: 20, changed: 21 },
        fresh: { asked: 20 },
      }),
    ).toEqual(['changed', 'unknown', 'old']);
  });

  it('in their own order among equals', () => {
    expect(due({ b: {}, a: {}, d: { asked: 1 }, c: { asked: 0 } })).toEqual([
      'b',
      'a',
      'd',
      'c',
    ]);
  });

  it.each([
    [
      'a change at the very time of the answer',
      { asked: 20, changed: 20 },
      true,
    ],
    ['a change before the answer', { asked: 20, changed: 19 }, false],
    ['an answer that is just too old', { asked: OLDEST }, true],
    ['an answer that is just young enough', { asked: OLDEST + 1 }, false],
    ['a change without an answer', { changed: 20 }, true],
  ])('after %s: %o is due: %s', (_, times, isDue) => {
    expect(due({ cart: times })).toEqual(isDue ? ['cart'] : []);
  });
});
