import { validationError } from '../errors';
import { evaluate, seriesOf, type Scope } from './evaluate';
import { fill } from './fill';
import type { Expression } from './parse';
import {
  mapPoints,
  one,
  reduceSeries,
  scalar,
  type Series,
  type Value,
} from './series';

const total = (values: number[]) => values.reduce((sum, v) => sum + v, 0);

const reducers: Record<string, (values: number[]) => number> = {
  SUM: total,
  AVG: values => total(values) / values.length,
  MIN: values => Math.min(...values),
  MAX: values => Math.max(...values),
};

const perPoint: Record<string, (value: number) => number> = {
  ABS: Math.abs,
  CEIL: Math.ceil,
  FLOOR: Math.floor,
};

const supported = [
  ...Object.keys(reducers),
  ...Object.keys(perPoint),
  'FILL',
  'IF',
  'METRICS',
  'PERIOD',
  'SEARCH',
];

/**
 * The functions of metric math that the sandbox knows.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html#metric-math-syntax-functions-list
 */
export function callFunction(
  name: string,
  args: Expression[],
  scope: Scope,
): Value {
  const reducer = reducers[name];
  if (reducer) {
    expectArgs(name, args, 1);
    return reduce(name, reducer, evaluate(args[0]!, scope));
  }
  const change = perPoint[name];
  if (change) {
    expectArgs(name, args, 1);
    return eachPoint(evaluate(args[0]!, scope), change);
  }
  switch (name) {
    case 'FILL':
      expectArgs(name, args, 2);
      return fill(args, scope);
    case 'IF':
      return choose(args, scope);
    case 'METRICS':
      return metrics(args, scope);
    case 'PERIOD': {
      expectArgs(name, args, 1);
      const [series] = seriesOf(evaluate(args[0]!, scope), name);
      return scalar((series?.periodMs ?? 60_000) / 1000);
    }
    case 'SEARCH':
      return search(args, scope);
    default:
      throw validationError(
        `Error in expression: the function ${name} is not supported here; supported are ${supported.join(
          ', ',
        )}`,
      );
  }
}

function expectArgs(name: string, args: Expression[], count: number) {
  if (args.length !== count) {
    throw validationError(
      `Error in expression: ${name} takes ${count} argument${
        count > 1 ? 's' : ''
      }, not ${args.length}`,
    );
  }
}

/** Of one metric a number; of several metrics a metric. */
function reduce(
  name: string,
  reducer: (values: number[]) => number,
  value: Value,
): Value {
  if (value.kind === 'scalar') return value;
  if (value.kind === 'list')
    return one(reduceSeries(value.list, reducer, name));
  const values = [...value.series.points.values()];
  return scalar(values.length > 0 ? reducer(values) : NaN);
}

function eachPoint(value: Value, change: (value: number) => number): Value {
  if (value.kind === 'scalar') return scalar(change(value.value));
  if (value.kind === 'series') return one(mapPoints(value.series, change));
  return { kind: 'list', list: value.list.map(s => mapPoints(s, change)) };
}

function choose(args: Expression[], scope: Scope): Value {
  expectArgs('IF', args, 3);
  const [condition, yes, no] = args.map(arg => evaluate(arg, scope));
  if (condition!.kind === 'scalar') return condition!.value === 0 ? no! : yes!;
  if ([condition, yes, no].some(value => value!.kind === 'list')) {
    throw validationError(
      'Error in expression: IF takes metrics and numbers, not lists',
    );
  }
  const at = (value: Value, time: number) =>
    value.kind === 'series'
      ? value.series.points.get(time) ?? NaN
      : (value as { value: number }).value;
  return one(
    mapPoints((condition as { series: Series }).series, (value, time) =>
      at(value === 0 ? no! : yes!, time),
    ),
  );
}

function metrics(args: Expression[], scope: Scope): Value {
  const [filter] = args;
  if (args.length > 1 || (filter && filter.kind !== 'string')) {
    throw validationError(
      'Error in expression: METRICS takes at most one string',
    );
  }
  const part = filter?.kind === 'string' ? filter.value : '';
  return {
    kind: 'list',
    list: scope
      .metrics()
      .filter(({ id }) => id.includes(part))
      .map(({ series }) => series),
  };
}

function search(args: Expression[], scope: Scope): Value {
  const [query, stat, period] = args;
  if (
    query?.kind !== 'string' ||
    stat?.kind !== 'string' ||
    (period && period.kind !== 'number') ||
    args.length > 3
  ) {
    throw validationError(
      "Error in expression: SEARCH takes a search expression, a statistic and a period, as in SEARCH('{AWS/ApplicationELB,LoadBalancer} RequestCount', 'Sum', 60)",
    );
  }
  const periodMs =
    period?.kind === 'number' ? period.value * 1000 : scope.periodMs ?? 300_000;
  return {
    kind: 'list',
    list: scope.search(query.value, stat.value, periodMs),
  };
}
