import { aShiftSummary, failingRule } from '../../__testUtils__/fixtures';
import { aService } from '../../__testUtils__/fleet';
import {
  countsOf,
  filterServices,
  sortServices,
  type FleetFilter,
} from './fleet';

const checkedAt = '2026-01-01T00:00:00Z';
const ready = { ready: true, failed: [], checkedAt };

const fleet = [
  aService('cart-10'),
  aService('cart-2', {}, { 'on-prem': { health: 'unhealthy' } }),
  aService('order', {
    drift: {
      expected: { 'on-prem': 40, aws: 60 },
      actual: { 'on-prem': 75, aws: 25 },
    },
    alarms: [{ name: 'order-errors', state: 'ALARM' }],
  }),
  aService(
    'payment',
    {
      hold: { by: 'user:default/mina', until: '2026-01-01T12:00:00Z' },
      readiness: {
        aws: ready,
        'on-prem': { ready: false, failed: [failingRule], checkedAt },
      },
    },
    { aws: { health: 'degraded' } },
  ),
  aService('search', { activeShift: aShiftSummary(), diverged: true }),
  aService('shipping', { diverged: true }),
];

const everything: FleetFilter = { text: '', traits: [] };
const names = (filter: Partial<FleetFilter>) =>
  filterServices(fleet, { ...everything, ...filter }).map(s => s.service);
const order = (
  column: Parameters<typeof sortServices>[1]['column'],
  descending = false,
) => sortServices(fleet, { column, descending }).map(s => s.service);

describe('counting a fleet', () => {
  it('counts each service once for each thing that is remarkable about it', () => {
    expect(countsOf(fleet)).toEqual({
      services: 6,
      unhealthy: 1,
      unknown: 0,
      diverged: 1,
      drift: 1,
      hold: 1,
      notReady: 1,
      active: 1,
      alarm: 1,
    });
  });

  it('counts what is not known as that', () => {
    const unknown = aService('a', {}, { aws: { health: 'unknown' } });
    expect(countsOf([unknown, unknown])).toMatchObject({
      unhealthy: 0,
      unknown: 2,
    });
  });
});

describe('filtering a fleet', () => {
  it('lets everything through without a filter', () => {
    expect(names({})).toHaveLength(6);
  });

  it('finds every word in the name or the entity, in any case', () => {
    expect(names({ text: 'CART component' })).toEqual(['cart-10', 'cart-2']);
    expect(names({ text: 'cart order' })).toEqual([]);
  });

  it('takes the health of the worse site', () => {
    expect(names({ health: 'unhealthy' })).toEqual(['cart-2']);
    expect(names({ health: 'degraded' })).toEqual(['payment']);
    expect(names({ health: 'healthy' })).toEqual([
      'cart-10',
      'order',
      'search',
      'shipping',
    ]);
  });

  it('demands all traits at once', () => {
    expect(names({ traits: ['hold'] })).toEqual(['payment']);
    expect(names({ traits: ['hold', 'notReady'] })).toEqual(['payment']);
    expect(names({ traits: ['hold', 'drift'] })).toEqual([]);
  });

  it('finds what diverged, and not what a shift is moving rule by rule', () => {
    expect(names({ traits: ['diverged'] })).toEqual(['shipping']);
  });
});

describe('sorting a fleet', () => {
  it('counts in names as people do', () => {
    expect(order('service').slice(0, 2)).toEqual(['cart-2', 'cart-10']);
  });

  it.each([
    ['health', 'cart-2'],
    ['readiness', 'payment'],
    ['drift', 'shipping'],
    ['hold', 'payment'],
    ['shift', 'search'],
    ['alarms', 'order'],
  ] as const)('shows first what needs attention, by %s', (column, first) => {
    expect(order(column)[0]).toBe(first);
  });

  it('turns the order round, and the names of equals stay in theirs', () => {
    expect(order('drift', true)).toEqual([
      'cart-2',
      'cart-10',
      'payment',
      'search',
      'order',
      'shipping',
    ]);
  });
});
