import { movedIntoTheDark, servesNobody } from './neverDark';
import { always, shift, write } from './testCases';

describe('never dark', () => {
  it('is broken by a rule without any weight, whoever wrote it', () => {
    const zero = { 'on-prem': 0, aws: 0 };
    expect(servesNobody(write(0, [60, 100]))).toEqual([]);
    expect(
      servesNobody(write(0, [60, 100], { after: zero, by: 'somebody' })),
    ).toHaveLength(1);
  });

  it('is broken by traffic to a site without a healthy target', () => {
    const dead = always({ healthy: { aws: 0 } });
    const writes = [write(90, [60, 100])];
    expect(movedIntoTheDark(shift(), writes, dead, 300)).toMatchObject([
      { invariant: 'never dark' },
    ]);
    expect(movedIntoTheDark(shift(), writes, always({}), 300)).toEqual([]);
    // It is the other site that is dead.
    const other = always({ healthy: { 'on-prem': 0 } });
    expect(movedIntoTheDark(shift(), writes, other, 300)).toEqual([]);
  });

  it('is not broken by whoever forced it, or by others', () => {
    const dead = always({ healthy: { aws: 0 } });
    const forced = shift({ forced: ['gaining-site-healthy'] });
    expect(movedIntoTheDark(forced, [write(90, [60, 100])], dead, 300)).toEqual(
      [],
    );
    const other = write(90, [60, 100], { by: 'somebody' });
    expect(movedIntoTheDark(shift(), [other], dead, 300)).toEqual([]);
  });

  it('is not broken by a site that has died since the last look at it', () => {
    const asked: [number, number][] = [];
    const truth = {
      ...always({}),
      targets: (_: string, __: string, from: number, until: number) => {
        asked.push([from, until]);
        return [
          { healthy: 2, total: 2 },
          { healthy: 0, total: 2 },
        ];
      },
    };
    const made = shift();
    expect(movedIntoTheDark(made, [write(90, [60, 100])], truth, 300)).toEqual(
      [],
    );
    const planned = Date.parse(made.events[1].at);
    expect(asked).toEqual([[planned - 300, write(90, [0, 0]).at]]);
  });
});
