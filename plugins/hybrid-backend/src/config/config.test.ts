import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readHybridConfig } from './index';

const read = (hybrid?: JsonObject) =>
  readHybridConfig(new ConfigReader(hybrid ? { hybrid } : {}));

const shop = { accountId: '111122223333', region: 'ap-northeast-2' };

describe('readHybridConfig', () => {
  it('has no platforms and its defaults without any configuration', () => {
    expect(read()).toEqual({
      platforms: [],
      policies: {},
      readinessMs: 1_800_000,
      readinessPerSecond: 2,
      windowMs: 180_000,
      snapshotMaxAgeMs: 10_000,
      snapshotRefreshMs: 60_000,
      snapshotTimeoutMs: 20_000,
      detailMaxAgeMs: 3_000,
      shift: {
        retryForMs: 120_000,
        confirmTimeoutMs: 30_000,
        verifyIntervalMs: 2_000,
        verifyChecks: 3,
        verifyTimeoutMs: 60_000,
        maxErrorPercent: 5,
        returnTimeoutMs: 600_000,
      },
      shiftLeaseMs: 30_000,
    });
  });

  it('reads platforms, and durations in every way that Backstage writes them', () => {
    const config = read({
      platforms: { shop },
      traffic: { window: { minutes: 5 } },
      snapshot: { maxAge: '30s' },
      shift: { verify: { checks: 5 } },
    });
    expect(config.platforms).toEqual([{ id: 'shop', ...shop }]);
    expect(config.windowMs).toBe(300_000);
    expect(config.snapshotMaxAgeMs).toBe(30_000);
    expect(config.shift.verifyChecks).toBe(5);
  });

  it.each<[JsonObject, RegExp]>([
    [
      { platforms: { shop: { region: shop.region } } },
      /hybrid\.platforms\.shop\.accountId.*12-digit.*missing/,
    ],
    [
      { platforms: { shop: { ...shop, accountId: 111122223333 } } },
      /hybrid\.platforms\.shop\.accountId.*quotes/,
    ],
    [
      { platforms: { shop: { ...shop, region: 'Seoul' } } },
      /hybrid\.platforms\.shop\.region.*AWS Region/,
    ],
    [{ platforms: { Shop: shop } }, /hybrid\.platforms\.Shop.*lower-case/],
    [{ traffic: { window: { seconds: 10 } } }, /hybrid\.traffic\.window/],
    [{ traffic: { window: 'soon' } }, /window/],
    [
      { shift: { gate: { maxErrorPercent: 101 } } },
      /maxErrorPercent.*0 to 100/,
    ],
    [{ shift: { lease: { milliseconds: 10 } } }, /hybrid\.shift\.lease/],
    [{ shift: { verify: { checks: 0 } } }, /hybrid\.shift\.verify\.checks/],
    [{ shift: { verify: { checks: 1.5 } } }, /hybrid\.shift\.verify\.checks/],
  ])('refuses %j and names the place', (hybrid, message) => {
    expect(() => read(hybrid)).toThrow(message);
  });
});
