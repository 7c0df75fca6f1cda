import { aMove, aShiftSummary, aTraffic } from '../../__testUtils__/fixtures';
import type { TrafficHistory } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { labelledMarks, marksIn, marksOf, rowsOf, totalsOf } from './series';

const start = Date.parse('2026-03-01T10:00:00Z');
const minute = 60_000;
const iso = (minutes: number) =>
  new Date(start + minutes * minute).toISOString();

const history = (minutes: number[], shifts: TrafficHistory['shifts'] = []) =>
  aTraffic({
    from: iso(0),
    to: iso(60),
    periodSeconds: 60,
    points: minutes.map(at => ({
      at: iso(at),
      sites: {
        'on-prem': { requests: 10 + at, errors: 1 },
        aws: { requests: 20 + at, errors: 0 },
      },
    })),
    shifts,
  });

describe('rowsOf', () => {
  it('takes each period as it is', () => {
    expect(rowsOf(history([0, 1]), 'requests')).toEqual([
      { at: start, 'on-prem': 10, aws: 20, isIsolated: false },
      { at: start + minute, 'on-prem': 11, aws: 21, isIsolated: false },
    ]);
  });

  it('breaks the line where periods are missing, and marks what stands alone', () => {
    const rows = rowsOf(history([0, 1, 5, 9, 10]), 'errors');
    expect(rows.map(row => row['on-prem'])).toEqual([
      1,
      1,
      null,
      1,
      null,
      1,
      1,
    ]);
    expect(rows.map(row => row.isIsolated)).toEqual([
      false,
      false,
      false,
      true,
      false,
      false,
      false,
    ]);
    expect(rows.map(row => (row.at - start) / minute)).toEqual([
      0, 1, 2, 5, 6, 9, 10,
    ]);
  });
});

describe('the marks of shifts', () => {
  const marks = marksOf(
    history(
      [],
      [
        aShiftSummary({ createdAt: iso(-5), endedAt: iso(2) }),
        aShiftSummary({ createdAt: iso(30) }),
      ],
    ),
  );

  it('are numbered, and end where the chart does', () => {
    expect(
      marks.map(({ number, from, to }) => [
        number,
        (from - start) / minute,
        (to - start) / minute,
      ]),
    ).toEqual([
      [1, 0, 2],
      [2, 30, 60],
    ]);
  });

  it('belong to the periods that they touch', () => {
    const numbersAt = (at: number) =>
      marksIn(marks, start + at * minute, 60).map(({ number }) => number);
    expect(numbersAt(2)).toEqual([1]);
    expect(numbersAt(3)).toEqual([]);
    expect(numbersAt(29)).toEqual([]);
    expect(numbersAt(30)).toEqual([2]);
  });
});

describe('the marks of what automation moved', () => {
  it('stand between those of shifts, in the order of time', () => {
    const marks = marksOf(
      aTraffic({
        from: iso(0),
        to: iso(60),
        shifts: [
          aShiftSummary({ createdAt: iso(10), endedAt: iso(11) }),
          aShiftSummary({ createdAt: iso(50) }),
        ],
        automation: [aMove({ movedAt: iso(20), endedAt: iso(35) })],
      }),
    );
    expect(
      marks.map(({ number, from, to, of }) => [
        number,
        of.kind,
        (from - start) / minute,
        (to - start) / minute,
      ]),
    ).toEqual([
      [1, 'failover', 10, 11],
      [2, 'automation', 20, 35],
      [3, 'failover', 50, 60],
    ]);
  });
});

describe('the labels of marks', () => {
  it('are left out where they would overlap', () => {
    const marks = [0, 1, 2, 10, 11].map((at, index) => ({
      number: index + 1,
      from: at * minute,
      to: at * minute,
      of: aShiftSummary(),
    }));
    expect([...labelledMarks(marks, 60 * minute)]).toEqual([1, 4]);
    expect(labelledMarks(marks, 5 * minute).size).toBe(5);
  });
});

describe('totalsOf', () => {
  it('sums each site', () => {
    expect(totalsOf(history([0, 1]), 'requests')).toEqual({
      'on-prem': 21,
      aws: 41,
    });
  });
});
