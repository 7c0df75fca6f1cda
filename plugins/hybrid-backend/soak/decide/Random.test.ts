import { Random } from './Random';

const draw = (random: Random) =>
  Array.from({ length: 1_000 }, () => random.next());

describe('numbers by a seed', () => {
  it('are the same for the same seed, and others for another', () => {
    expect(draw(new Random(7))).toEqual(draw(new Random(7)));
    expect(draw(new Random(7))).not.toEqual(draw(new Random(8)));
  });

  it('spread from 0 to just below 1', () => {
    const numbers = draw(new Random(7));
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...numbers)).toBeLessThan(1);
    const mean = numbers.reduce((sum, n) => sum + n, 0) / numbers.length;
    expect(mean).toBeCloseTo(0.5, 1);
  });

  it('choose whole numbers with both ends', () => {
    const random = new Random(7);
    const chosen = new Set(Array.from({ length: 200 }, () => random.int(1, 3)));
    expect([...chosen].sort()).toEqual([1, 2, 3]);
  });

  it('choose by weight', () => {
    const random = new Random(7);
    const chosen = Array.from({ length: 1_000 }, () =>
      random.weighted({ often: 9, seldom: 1, never: 0 }),
    );
    const count = (what: string) => chosen.filter(c => c === what).length;
    expect(count('never')).toBe(0);
    expect(count('seldom')).toBeGreaterThan(50);
    expect(count('seldom')).toBeLessThan(150);
  });

  it('put a list in another order and lose nothing', () => {
    const list = [1, 2, 3, 4, 5, 6, 7, 8];
    const shuffled = new Random(7).shuffled(list);
    expect(shuffled).not.toEqual(list);
    expect([...shuffled].sort()).toEqual(list);
  });
});
