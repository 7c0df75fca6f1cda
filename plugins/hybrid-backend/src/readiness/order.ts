import type { ServiceReadiness } from './ReadinessStore';

/**
 * The services that are due, the ones that changed since they were asked about, or whose
 * answer is contradicted, first, then
 * those that nothing is known of, then those whose answer is too old.
 */
export function inOrder<T extends { name: string }>(
  services: T[],
  {
    known,
    changed,
    contradicted,
    oldest,
  }: {
    known: ReadonlyMap<string, Pick<ServiceReadiness, 'aws'>>;
    /** When something last happened to a service. */
    changed: ReadonlyMap<string, string>;
    /** Those whose answer what is known since contradicts. */
    contradicted: ReadonlySet<string>;
    /** Since when an answer is good enough. */
    oldest: string;
  },
): T[] {
  const rank = (name: string) => {
    const checkedAt = known.get(name)?.aws.checkedAt;
    if (!checkedAt) return 1;
    if ((changed.get(name) ?? '') >= checkedAt) return 0;
    if (contradicted.has(name)) return 0;
    return checkedAt <= oldest ? 2 : undefined;
  };
  return [0, 1, 2].flatMap(due =>
    services.filter(({ name }) => rank(name) === due),
  );
}
