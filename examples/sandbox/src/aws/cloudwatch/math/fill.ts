import { validationError } from '../errors';
import { evaluate, seriesOf, type Scope } from './evaluate';
import type { Expression } from './parse';
import { one, type Series, type Value } from './series';

/** FILL: a value for every period of the range that has none. */
export function fill([metric, filler]: Expression[], scope: Scope): Value {
  const value = evaluate(metric!, scope);
  const list = seriesOf(value, 'FILL');
  const repeat = filler!.kind === 'name' && filler!.name === 'REPEAT';
  const constant = repeat ? undefined : evaluate(filler!, scope);
  if (constant && constant.kind !== 'scalar') {
    throw validationError('Error in expression: FILL takes a number or REPEAT');
  }
  const filled = list.map(series =>
    fillSeries(
      series,
      scope,
      constant?.kind === 'scalar' ? constant.value : NaN,
      repeat,
    ),
  );
  return value.kind === 'list'
    ? { kind: 'list', list: filled }
    : one(filled[0]!);
}

function fillSeries(
  series: Series,
  { from, to }: Scope,
  constant: number,
  repeat: boolean,
): Series {
  const points = new Map<number, number>();
  let last = constant;
  const first = Math.floor(from / series.periodMs) * series.periodMs;
  for (let at = first; at < to; at += series.periodMs) {
    const value = series.points.get(at) ?? last;
    if (repeat) last = value;
    if (!Number.isNaN(value)) points.set(at, value);
  }
  return { ...series, points };
}
