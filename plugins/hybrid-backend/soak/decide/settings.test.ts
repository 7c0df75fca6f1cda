import { settingsOf } from './settings';

describe('how a sandbox is', () => {
  it('is as it should be without a fault', () => {
    expect(settingsOf([])).toEqual({
      down: [],
      controllers: [],
      index: { lagSeconds: 0, keepDeleted: 0, hide: [] },
      aws: {
        throttleRate: 0,
        errorRate: 0,
        dropRate: 0,
        hangRate: 0,
        dropAfterApply: true,
        latencyMs: 0,
        operations: [],
      },
    });
  });

  it('has each fault beside the others', () => {
    expect(
      settingsOf([
        { kind: 'site-down', site: 'aws' },
        { kind: 'service-down', service: 'cart', site: 'on-prem' },
        { kind: 'tunnels-down' },
        { kind: 'index-lags', seconds: 3 },
        { kind: 'index-misses', what: 'cart' },
        { kind: 'controller', service: 'order' },
        { kind: 'errors', rate: 0.2 },
        { kind: 'errors', rate: 0.1 },
        { kind: 'latency', ms: 300 },
        { kind: 'database-away' },
      ]),
    ).toMatchObject({
      down: ['aws', 'cart/on-prem', 'tunnel/1', 'tunnel/2'],
      controllers: ['order'],
      index: { lagSeconds: 3, keepDeleted: 0, hide: ['cart'] },
      aws: { errorRate: 0.2, throttleRate: 0, latencyMs: 300 },
    });
  });
});
