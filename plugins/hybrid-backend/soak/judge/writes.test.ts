import { shift, weights, write } from './testCases';
import { notAskedFor, writesOfNobody, writtenTwice } from './writes';

const steps = (...aws: number[]) =>
  shift({
    plan: {
      ...shift().plan,
      steps: aws.map(each => ({ weights: weights(each), bakeSeconds: 0 })),
    },
  });

describe('what may be written', () => {
  it('is what a shift wants while it is under way', () => {
    expect(writesOfNobody([write(90, [60, 100])], [shift()])).toEqual([]);
    expect(writesOfNobody([write(311, [60, 100])], [shift()])).toMatchObject([
      { seen: 'AKIASOAK1 wrote 0/100 over 40/60' },
    ]);
  });

  it('is anything by others', () => {
    const other = write(500, [60, 100], { by: 'somebody' });
    expect(writesOfNobody([other], [])).toEqual([]);
  });

  it('is nothing that another process of the product has just written', () => {
    const first = write(90, [60, 100]);
    const again = write(95, [100, 100], { by: 'AKIASOAK2' });
    expect(writtenTwice([first, again])).toMatchObject([
      { seen: 'both wrote 0/100, 5 ms apart' },
    ]);
    // An SDK sends again what had no answer, and so does whoever finds it put back.
    expect(writtenTwice([first, { ...again, by: first.by }])).toEqual([]);
    const back = write(93, [100, 60], { by: 'controller' });
    expect(
      writtenTwice([first, back, { ...again, before: weights(60) }]),
    ).toEqual([]);
  });

  it('is the same on each rule of a service', () => {
    const there = [write(10, [60, 80]), write(20, [80, 100])];
    const http = there.map(each => ({ ...each, listener: 'http' }));
    expect(notAskedFor(steps(80, 100), [...there, ...http])).toEqual([]);
    expect(writtenTwice([there[0], { ...http[0], by: 'AKIASOAK2' }])).toEqual(
      [],
    );
  });

  it('are the steps in their order, and the way back', () => {
    const there = [write(10, [60, 80]), write(20, [80, 100])];
    expect(notAskedFor(steps(80, 100), there)).toEqual([]);
    expect(
      notAskedFor(steps(80, 100), [...there, write(30, [100, 60])]),
    ).toEqual([]);
    // A step that needs no write, and one whose answer was lost.
    expect(notAskedFor(steps(60, 80), [write(10, [60, 80])])).toEqual([]);
    expect(
      notAskedFor(steps(80, 100), [write(10, [60, 80]), write(12, [80, 80])]),
    ).toEqual([]);
  });

  it('is no step again after a later one, or after the way back', () => {
    expect(
      notAskedFor(steps(80, 90, 100), [
        write(10, [60, 80]),
        write(20, [80, 90]),
        write(25, [90, 100]),
        write(30, [100, 80]),
      ]),
    ).toMatchObject([{ seen: 'AKIASOAK1 wrote 20/80 after 3 of them' }]);
    expect(
      notAskedFor(steps(80, 100), [
        write(10, [60, 80]),
        write(20, [80, 60]),
        write(30, [60, 100]),
      ]),
    ).toHaveLength(1);
  });

  it('is nothing else', () => {
    expect(notAskedFor(steps(80), [write(10, [60, 70])])).toMatchObject([
      { seen: 'AKIASOAK1 wrote 30/70 after 0 of them' },
    ]);
  });
});
