import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import type { Knex } from 'knex';

interface Counts {
  unit: string;
  description: string;
  count(): Promise<Map<string, number>>;
}

/** A figure per platform, looked up whenever somebody collects it. */
export function gaugeOf(metrics: MetricsService, platforms: string[]) {
  return (name: string, { count, ...options }: Counts) =>
    metrics.createObservableGauge(name, options).addCallback(async result => {
      const counts = await count();
      for (const platform of platforms) {
        const attributes = { 'hybrid.platform': platform };
        result.observe(counts.get(platform) ?? 0, attributes);
      }
    });
}

/** The rows of each platform that have a value in a column. */
export async function countOf(
  knex: Knex,
  table: string,
  notNull: string,
): Promise<Map<string, number>> {
  const rows: { platform: string; number: number | string }[] = await knex(
    table,
  )
    .whereNotNull(notNull)
    .groupBy('platform')
    .select('platform')
    .count({ number: '*' });
  return new Map(rows.map(row => [row.platform, Number(row.number)]));
}
