import type { MetricStore } from '../../model';
import { validationError } from './errors';
import { evaluate, type Scope } from './math/evaluate';
import { searchMetrics } from './math/search';
import type { Series, Value } from './math/series';
import type { Query } from './queries';
import { checkPeriod, checkStatistic, readSeries } from './statistics';

/** Each query's value, worked out once, whatever refers to it. */
export function evaluateQueries(
  queries: Map<string, Query>,
  store: MetricStore,
  range: { from: number; to: number },
): (query: Query) => Value {
  const values = new Map<string, Value | 'pending'>();

  const valueOf = (query: Query): Value => {
    const known = values.get(query.id);
    if (known === 'pending') {
      throw validationError(`The expression ${query.id} refers to itself.`);
    }
    if (known) return known;
    values.set(query.id, 'pending');
    const value =
      query.kind === 'metric'
        ? metricValue(query)
        : evaluate(query.expression, scopeOf(query));
    values.set(query.id, value);
    return value;
  };

  function metricValue(query: Extract<Query, { kind: 'metric' }>): Value {
    return {
      kind: 'series',
      series: readSeries(store, query.metric, {
        ...range,
        periodMs: query.periodMs,
        stat: query.stat,
        label: query.label ?? query.metric.name,
      }),
    };
  }

  const metrics = [...queries.values()].filter(({ kind }) => kind === 'metric');

  function scopeOf(query: Query): Scope {
    return {
      ...range,
      periodMs: query.periodMs,
      lookup: id => {
        const found = queries.get(id);
        if (!found) {
          throw validationError(
            `The expression of ${query.id} refers to the undefined id ${id}.`,
          );
        }
        return valueOf(found);
      },
      metrics: () =>
        metrics.map(metric => ({
          id: metric.id,
          series: (valueOf(metric) as { series: Series }).series,
        })),
      search: (text, stat, periodMs) => {
        const statistic = checkStatistic(stat, 'SEARCH');
        checkPeriod(periodMs / 1000, 'SEARCH');
        return searchMetrics(text, store).map(id =>
          readSeries(store, id, {
            ...range,
            periodMs,
            stat: statistic,
            label: [id.name, ...Object.values(id.dimensions)].join(' '),
          }),
        );
      },
    };
  }

  return valueOf;
}
