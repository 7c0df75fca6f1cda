import { validationError } from '../errors';
import { callFunction } from './functions';
import type { Expression } from './parse';
import { mapPoints, one, scalar, type Series, type Value } from './series';

/** What an expression can see of the request that it stands in. */
export interface Scope {
  /** The start of the first period and the end of the range. */
  from: number;
  to: number;
  /** The period of the query itself, for functions that make series. */
  periodMs: number | undefined;
  /** The value of another query of the request. */
  lookup(id: string): Value;
  /** All metrics (not expressions) of the request. */
  metrics(): { id: string; series: Series }[];
  search(expression: string, stat: string, periodMs: number): Series[];
}

export function evaluate(expression: Expression, scope: Scope): Value {
  switch (expression.kind) {
    case 'number':
      return scalar(expression.value);
    case 'string':
      throw validationError(
        `Error in expression: "${expression.value}" cannot stand by itself`,
      );
    case 'name':
      return scope.lookup(expression.name);
    case 'list':
      return {
        kind: 'list',
        list: expression.items.flatMap(item =>
          seriesOf(evaluate(item, scope), 'a list'),
        ),
      };
    case 'negate':
      return combine('-', scalar(0), evaluate(expression.operand, scope));
    case 'binary':
      return combine(
        expression.operator,
        evaluate(expression.left, scope),
        evaluate(expression.right, scope),
      );
    default:
      return callFunction(expression.name, expression.args, scope);
  }
}

/** The series of a value; a number is none. */
export function seriesOf(value: Value, where: string): Series[] {
  if (value.kind === 'series') return [value.series];
  if (value.kind === 'list') return value.list;
  throw validationError(
    `Error in expression: ${where} needs metrics, not numbers`,
  );
}

const operators: Record<string, (a: number, b: number) => number> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  // A division by zero gives no point at all: see mapPoints.
  '/': (a, b) => a / b,
  '^': (a, b) => a ** b,
  '==': (a, b) => Number(a === b),
  '!=': (a, b) => Number(a !== b),
  '<': (a, b) => Number(a < b),
  '>': (a, b) => Number(a > b),
  '<=': (a, b) => Number(a <= b),
  '>=': (a, b) => Number(a >= b),
  '&&': (a, b) => Number(a !== 0 && b !== 0),
  '||': (a, b) => Number(a !== 0 || b !== 0),
};

function combine(operator: string, left: Value, right: Value): Value {
  const apply = operators[operator]!;
  if (left.kind === 'list' || right.kind === 'list') {
    return combineLists(operator, left, right);
  }
  if (left.kind === 'scalar') {
    return right.kind === 'scalar'
      ? scalar(apply(left.value, right.value))
      : one(mapPoints(right.series, value => apply(left.value, value)));
  }
  if (right.kind === 'scalar') {
    return one(mapPoints(left.series, value => apply(value, right.value)));
  }
  // Two metrics have a result where both have a point.
  const other = right.series.points;
  return one(
    mapPoints(left.series, (value, at) => apply(value, other.get(at) ?? NaN)),
  );
}

function combineLists(operator: string, left: Value, right: Value): Value {
  if (left.kind === 'list' && right.kind === 'list') {
    throw validationError(
      `Error in expression: ${operator} cannot combine two lists of metrics`,
    );
  }
  const list =
    left.kind === 'list' ? left.list : (right as { list: Series[] }).list;
  return {
    kind: 'list',
    list: list.map(series => {
      const [a, b] =
        left.kind === 'list' ? [one(series), right] : [left, one(series)];
      const combined = combine(operator, a, b) as { series: Series };
      return { ...combined.series, label: series.label };
    }),
  };
}
