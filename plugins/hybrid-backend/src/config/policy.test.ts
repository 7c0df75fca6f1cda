import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readShiftPolicies } from './policy';

const read = (hybrid: JsonObject) =>
  readShiftPolicies(new ConfigReader({ hybrid }), ['shop']).shop;

describe('readShiftPolicies', () => {
  it('has a minute of cooldown, half a minute of lag, and needs no approval by default', () => {
    expect(read({})).toEqual({ cooldownMs: 60_000, maxLagSeconds: 30 });
  });

  it('reads what holds for all platforms, and what a platform has of its own', () => {
    const hybrid = {
      shift: { cooldown: '90s' },
      replication: { maxLag: { minutes: 1 } },
    };
    expect(read(hybrid)).toEqual({ cooldownMs: 90_000, maxLagSeconds: 60 });
    expect(
      read({
        ...hybrid,
        platforms: {
          shop: {
            replication: { maxLag: '5s' },
            approval: { kinds: ['failover'], expiresAfter: { hours: 1 } },
          },
        },
      }),
    ).toEqual({
      cooldownMs: 90_000,
      maxLagSeconds: 5,
      approval: { kinds: ['failover'], expiresAfterMs: 3_600_000 },
    });
  });

  it('lets all kinds be approved for half an hour unless it says otherwise', () => {
    expect(read({ platforms: { shop: { approval: {} } } }).approval).toEqual({
      kinds: ['failover', 'reset', 'custom', 'drill'],
      expiresAfterMs: 1_800_000,
    });
  });

  it.each([
    [
      { platforms: { shop: { approval: { kinds: ['evacuation'] } } } },
      /'hybrid.platforms.shop.approval.kinds': must be any of failover, reset, custom, drill, and has 'evacuation'/,
    ],
    [
      { platforms: { shop: { approval: { expiresAfter: '0s' } } } },
      /'hybrid.platforms.shop.approval.expiresAfter': must be at least 1000 ms/,
    ],
    [{ shift: { cooldown: { seconds: -1 } } }, /'hybrid.shift.cooldown'/],
    [{ replication: { maxLag: 'long' } }, /hybrid.replication.maxLag/],
  ])('refuses %j', (hybrid, message) => {
    expect(() => read(hybrid)).toThrow(message);
  });
});
