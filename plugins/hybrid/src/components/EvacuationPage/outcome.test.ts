import { aProblem } from '../../__testUtils__/fixtures';
import { anEvacuation, anItem } from '../../__testUtils__/fleet';
import {
  canResume,
  doneOf,
  filterItems,
  leftBehind,
  recoveryTimesOf,
  remainingSeconds,
  totalOf,
} from './outcome';
import { csvReport, jsonReport } from './report';

const evacuation = anEvacuation([
  anItem('cart', { recoveryTimeSeconds: 4, shiftId: 's1' }),
  anItem('order', { state: 'shifting' }),
  anItem('payment', {
    state: 'failed',
    problem: aProblem('verification-failed', { message: 'No, "AWS" is down' }),
  }),
  anItem('search', { state: 'pending' }),
  anItem('stock', { state: 'pending' }),
]);

describe('the outcome of an evacuation', () => {
  it('counts what has its result', () => {
    expect(totalOf(evacuation.counts)).toBe(5);
    expect(doneOf(evacuation.counts)).toBe(2);
    expect(leftBehind(evacuation.counts)).toBe(1);
  });

  it('knows the time that is left only while it runs', () => {
    expect(remainingSeconds({ ...evacuation, rate: 0.5 })).toBe(6);
    expect(remainingSeconds({ ...evacuation, rate: 0 })).toBeUndefined();
    expect(
      remainingSeconds({ ...evacuation, rate: 0.5, state: 'aborting' }),
    ).toBeUndefined();
  });

  it('can be resumed when aborted, or completed with something left to try', () => {
    expect(canResume(evacuation)).toBe(false);
    expect(canResume({ ...evacuation, state: 'aborting' })).toBe(false);
    expect(canResume({ ...evacuation, state: 'aborted' })).toBe(true);
    expect(canResume({ ...evacuation, state: 'completed' })).toBe(true);
    const clean = anEvacuation([anItem('cart')], { state: 'completed' });
    expect(canResume(clean)).toBe(false);
  });

  it('shows first what needs attention', () => {
    const names = filterItems(evacuation, { text: '' }).map(i => i.service);
    expect(names).toEqual(['payment', 'order', 'search', 'stock', 'cart']);
    expect(filterItems(evacuation, { text: 'ST' })).toHaveLength(1);
    expect(
      filterItems(evacuation, { text: '', state: 'pending' }),
    ).toHaveLength(2);
  });

  it('takes recovery times that services really had', () => {
    const items = Array.from({ length: 100 }, (_, index) =>
      anItem(`s${index}`, { recoveryTimeSeconds: 100 - index }),
    );
    expect(recoveryTimesOf(items)).toEqual({
      services: 100,
      fastest: 1,
      median: 50,
      p95: 95,
      slowest: 100,
    });
    expect(recoveryTimesOf([anItem('a')])).toBeUndefined();
  });
});

describe('the report', () => {
  it('has everything as JSON, with the recovery times', () => {
    expect(JSON.parse(jsonReport(evacuation))).toMatchObject({
      id: 'e1',
      recoveryTimes: { services: 1, median: 4 },
      items: evacuation.items,
    });
  });

  it('has a line for each service as CSV', () => {
    const lines = csvReport(evacuation).split('\r\n');
    expect(lines[0]).toBe(
      'service,entity,result,recovery time (s),shift,problem,message,remedy',
    );
    expect(lines[1]).toBe('cart,component:default/cart,succeeded,4,s1,,,');
    expect(lines[3]).toContain('"No, ""AWS"" is down"');
    expect(lines).toHaveLength(7);
  });

  it('has nothing that a spreadsheet would run', () => {
    const csv = csvReport(anEvacuation([anItem('=1+1')]));
    expect(csv).toContain("\r\n'=1+1,");
  });
});
