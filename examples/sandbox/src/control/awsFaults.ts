import { RefusedRequest } from './requests';
import type { AwsFaults } from './types';

/** An AWS endpoint that answers every call at once. */
export const NO_AWS_FAULTS: AwsFaults = {
  throttleRate: 0,
  errorRate: 0,
  latencyMs: 0,
  dropRate: 0,
  hangRate: 0,
  dropAfterApply: false,
  operations: [],
};

/** The faults that the AWS endpoint's hook reads for each call. */
export interface AwsFaultSettings {
  get(): AwsFaults;
  /** What is left out stays as it is. */
  set(changes: Partial<AwsFaults>): Promise<void>;
  clear(): void;
}

/**
 * No faults at first.
 *
 * @param operationNames - of all operations that the endpoint has. Asked only when faults
 * are limited to some, because every service must be loaded for it.
 */
export function createAwsFaultSettings(
  operationNames: () => Promise<string[]>,
): AwsFaultSettings {
  let faults = NO_AWS_FAULTS;
  return {
    get: () => faults,
    async set(changes) {
      if (changes.operations?.length) {
        await refuseUnknown(changes.operations, operationNames);
      }
      const next = { ...faults, ...changes };
      const { throttleRate, errorRate, dropRate, hangRate } = next;
      if (throttleRate + errorRate + dropRate + hangRate > 1) {
        throw new RefusedRequest(
          400,
          'throttleRate, errorRate, dropRate and hangRate are shares of the same calls: together they must be at most 1',
        );
      }
      faults = next;
    },
    clear() {
      faults = NO_AWS_FAULTS;
    },
  };
}

async function refuseUnknown(
  operations: string[],
  operationNames: () => Promise<string[]>,
): Promise<void> {
  const known = await operationNames();
  const unknown = operations.filter(each => !known.includes(each));
  if (unknown.length === 0) return;
  throw new RefusedRequest(
    400,
    `operations: ${unknown.join(', ').slice(0, 200)} is unknown; allowed are ${[
      ...known,
    ]
      .sort()
      .join(', ')}`,
  );
}
