/** Short waits, so that tests are quick; the states in between can still be seen. */
const TIMING = {
  requestLimits: {
    account: { burst: 10_000, perSecond: 10_000 },
    read: { burst: 10_000, perSecond: 10_000 },
    write: { burst: 10_000, perSecond: 10_000 },
  },
  readiness: { perSecond: 1_000 },
  snapshot: { maxAge: { milliseconds: 0 } },
  detail: { maxAge: { milliseconds: 0 } },
  shift: {
    cooldown: { milliseconds: 0 },
    // The SDK's own tries of one call take up to about two seconds, at random.
    retryFor: { seconds: 6 },
    confirmTimeout: { milliseconds: 300 },
    verify: {
      interval: { milliseconds: 10 },
      checks: 2,
      timeout: { milliseconds: 150 },
    },
  },
};

/** What the hybrid back end is configured with to find the example platform: its `hybrid`. */
export const SHOP_CONFIG = {
  platforms: { shop: { accountId: '111122223333', region: 'ap-northeast-2' } },
  ...TIMING,
};
