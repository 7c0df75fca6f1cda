import type { HybridApi } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { aPlan, aShift, aStatus, aTraffic } from './fixtures';
import { aPlatformStatus, aReplication } from './replications';

const ANSWERS: Partial<HybridApi> = {
  getPlatform: async () => aPlatformStatus(),
  getReplications: async () => [aReplication()],
  getPlatforms: async () => [],
  getService: async () => aStatus(),
  plan: async () => aPlan(),
  shift: async () => aShift(),
  getShifts: async () => ({ items: [] }),
  getShift: async () => aShift(),
  getTraffic: async () => aTraffic(),
};

/**
 * The hybrid API at its boundary, answering with the steady state unless told otherwise. What
 * has no answer here fails the test that uses it without one.
 */
export function aHybridApi(
  overrides: Partial<HybridApi> = {},
): jest.Mocked<HybridApi> {
  const methods = new Map<string, jest.Mock>();
  return new Proxy({} as jest.Mocked<HybridApi>, {
    get: (_, name: string) => {
      if (!methods.has(name)) {
        const method =
          { ...ANSWERS, ...overrides }[name as keyof HybridApi] ??
          (async () => {
            throw new Error(`The test gives no answer to ${name}`);
          });
        methods.set(name, jest.fn(method as () => Promise<unknown>));
      }
      return methods.get(name);
    },
  });
}
