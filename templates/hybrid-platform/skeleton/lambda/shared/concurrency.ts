/** One of several pieces of work that went wrong. */
export interface Failure {
  service: string;
  error: unknown;
}

/**
 * Works on all items, at most `limit` at once. One that fails stops none of the others: its
 * failure is returned.
 */
export async function forEachService<T extends { service: string }>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<void>,
): Promise<Failure[]> {
  const failures: Failure[] = [];
  const queue = items.values();
  const worker = async () => {
    for (const item of queue) {
      try {
        await work(item);
      } catch (error) {
        failures.push({ service: item.service, error });
      }
    }
  };
  await Promise.all(Array.from({ length: limit }, worker));
  return failures;
}

/** Fails an invocation whose work failed in part, so that retries, the DLQ and alarms see it. */
export function throwIfAny(failures: readonly Failure[], task: string): void {
  if (failures.length === 0) return;
  const services = [...new Set(failures.map(({ service }) => service))];
  throw new AggregateError(
    failures.map(({ error }) => error),
    `${task} failed for ${services.join(', ')}: ${failures
      .map(({ error }) => (error instanceof Error ? error.message : error))
      .join('; ')}`,
  );
}
