import type { HybridApi } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { aPlan, aShift, aStatus } from './fixtures';

/** The hybrid API at its boundary, answering with the steady state unless told otherwise. */
export function aHybridApi(
  overrides: Partial<HybridApi> = {},
): jest.Mocked<HybridApi> {
  const api: HybridApi = {
    getPlatforms: async () => [],
    getPlatform: async () => {
      throw new Error('Not used by the card');
    },
    getService: async () => aStatus(),
    plan: async () => aPlan(),
    shift: async () => aShift(),
    getShifts: async () => ({ items: [] }),
    getShift: async () => aShift(),
    ...overrides,
  };
  return Object.fromEntries(
    Object.entries(api).map(([name, method]) => [name, jest.fn(method)]),
  ) as unknown as jest.Mocked<HybridApi>;
}
