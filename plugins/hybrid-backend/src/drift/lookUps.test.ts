import { nextLookUp } from './lookUps';

describe('CloudTrail', () => {
  it('is asked again for about an hour, ever more seldom, and then no more', () => {
    let now = 0;
    const times: number[] = [];
    for (let asked = 0; ; asked += 1) {
      const next = nextLookUp(asked, new Date(now));
      if (next === undefined) break;
      times.push((next - now) / 60_000);
      now = next;
    }
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(now / 60_000).toBeGreaterThanOrEqual(60);
    expect(now / 60_000).toBeLessThan(75);
  });
});
