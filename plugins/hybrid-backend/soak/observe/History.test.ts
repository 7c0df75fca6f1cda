import { History } from './History';

describe('what was true when', () => {
  const history = new History<string>();
  history.tell(10, 'a');
  history.tell(15, 'a');
  history.tell(20, 'b');
  history.tell(30, 'c');

  it.each([
    [0, 9, []],
    [12, 18, ['a']],
    [12, 25, ['a', 'b']],
    [22, 22, ['b']],
    [12, 40, ['a', 'b', 'c']],
    [50, 60, ['c']],
  ])('between %i and %i', (from, until, expected) => {
    expect(history.during(from, until)).toEqual(expected);
  });

  it('counts what changes at a time as true at both', () => {
    expect(history.during(20, 20)).toEqual(['a', 'b']);
  });

  it('knows what is now', () => {
    expect(history.latest).toBe('c');
    expect(new History().latest).toBeUndefined();
  });
});
