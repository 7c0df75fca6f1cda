import { hasFaults, trafficShares } from './figures';
import { aService, aStatus } from './testStatus';

describe('trafficShares', () => {
  it('always sums to 100', () => {
    const service = aService('cart');
    service.sites['on-prem'].requests = 1;
    service.sites.aws.requests = 2;
    expect(trafficShares(service)).toEqual({ 'on-prem': 33, aws: 67 });
  });

  it('is unknown without requests', () => {
    const service = aService('cart');
    service.sites['on-prem'].requests = 0;
    service.sites.aws.requests = 0;
    expect(trafficShares(service)).toBeUndefined();
  });
});

describe('hasFaults', () => {
  const none = aStatus();

  it('is false while nothing is broken', () => {
    expect(hasFaults(none)).toBe(false);
  });

  it.each([
    [
      'a site',
      aStatus({ sites: { 'on-prem': { up: false }, aws: { up: true } } }),
    ],
    [
      'a tunnel',
      aStatus({
        tunnels: [{ ...none.tunnels[0], up: false }, none.tunnels[1]],
      }),
    ],
    [
      'the lag',
      aStatus({
        replication: { state: 'running', lagSeconds: 9, forcedLag: true },
      }),
    ],
    ['AWS', aStatus({ aws: { ...none.aws, dropRate: 0.1 } })],
    ['AWS, silent', aStatus({ aws: { ...none.aws, hangRate: 0.1 } })],
    [
      'a service on a site',
      aStatus({
        services: [
          aService('cart', {
            sites: {
              ...aService('cart').sites,
              aws: { ...aService('cart').sites.aws, up: false },
            },
          }),
        ],
      }),
    ],
    [
      'a target',
      aStatus({
        services: [
          aService('cart', {
            sites: {
              ...aService('cart').sites,
              aws: {
                ...aService('cart').sites.aws,
                targets: [
                  { address: '10.20.1.5:8080', state: 'unhealthy', up: false },
                ],
              },
            },
          }),
        ],
      }),
    ],
  ])('is true when %s is', (_what, status) => {
    expect(hasFaults(status)).toBe(true);
  });
});
