import { decide } from './decide/decide';
import { shortcomings } from './report';
import type { Course } from './Soak';

const course = (decisions: ReturnType<typeof decide>) =>
  ({ decisions } as Course);

describe('what a soak did not do', () => {
  it('is nothing when it did all that it decides', () => {
    expect(shortcomings(course(decide(1, 2)), 2)).toEqual([]);
    expect(shortcomings(course(decide(1, 0.5)), 0.5)).toEqual([]);
  });

  it('is told', () => {
    const decisions = decide(1, 1).filter(
      d => 'begins' in d && d.begins.kind !== 'latency',
    );
    expect(shortcomings(course(decisions), 1)).toEqual([
      '0 actions, of at least 200',
      'no fault “latency”',
    ]);
  });
});
