import { lostOrDoubled, twoAtOnce } from './records';
import { after, shift } from './testCases';

const span = (id: string, from: number, until?: number) =>
  shift({
    id,
    createdAt: after(from),
    endedAt: until === undefined ? undefined : after(until),
  });

describe('the shifts of a service', () => {
  it('come one after another', () => {
    expect(
      twoAtOnce([span('c', 300), span('a', 0, 100), span('b', 100, 200)]),
    ).toEqual([]);
  });

  it('are never two at once', () => {
    expect(twoAtOnce([span('a', 0, 150), span('b', 100, 200)])).toHaveLength(1);
    expect(twoAtOnce([span('a', 0), span('b', 100)])).toHaveLength(1);
  });
});

describe('what was asked for', () => {
  const asked = { step: 1, service: 'cart', reason: 'soak 1', id: 'a' };

  it('is in the history once', () => {
    expect(lostOrDoubled([asked], [span('a', 0)])).toEqual([]);
    expect(lostOrDoubled([asked], [])).toMatchObject([{ seen: 'not there' }]);
    expect(
      lostOrDoubled([asked], [span('a', 0, 1), span('b', 2)]),
    ).toMatchObject([{ seen: 'a, b' }]);
  });

  it('need not be there when it was refused', () => {
    expect(lostOrDoubled([{ ...asked, id: undefined }], [])).toEqual([]);
  });
});
