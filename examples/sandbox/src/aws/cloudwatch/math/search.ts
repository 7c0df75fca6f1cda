import type { MetricId, MetricStore } from '../../../model';
import { validationError } from '../errors';

/** AWS returns at most this many metrics for one search. */
const maxFound = 500;

type Test = (id: MetricId) => boolean;

function split(text: string) {
  const match = /^\s*\{([^}]*)\}/.exec(text);
  if (!match) return { schema: undefined, terms: text };
  const [namespace = '', ...dimensions] = match[1]!
    .split(',')
    .map(part => part.trim().replace(/^"(.*)"$/, '$1'));
  return {
    schema: { namespace, dimensions },
    terms: text.slice(match[0].length),
  };
}

function hasDimensions({ dimensions }: MetricId, names: string[]) {
  return (
    names.length === Object.keys(dimensions).length &&
    names.every(name => name in dimensions)
  );
}

const pattern =
  /\s*(?:([()])|(?:([A-Za-z_][\w.-]*|"[^"]*")\s*=\s*)?(?:"([^"]*)"|([^\s()"=]+)|(?=\()))/y;

interface Term {
  symbol?: string;
  property?: string;
  exact?: string;
  partial?: string;
}

/** Terms side by side must all match; `OR`, `NOT` and parentheses as usual. */
class TermParser {
  readonly #terms: Term[] = [];
  #at = 0;

  constructor(private readonly text: string, terms: string) {
    pattern.lastIndex = 0;
    const end = terms.trimEnd().length;
    while (pattern.lastIndex < end) {
      const match = pattern.exec(terms);
      if (!match || match[0] === '') throw this.#problem();
      const [, symbol, property, exact, partial] = match;
      this.#terms.push({
        symbol,
        property: property?.replace(/"/g, ''),
        exact,
        partial,
      });
    }
  }

  parse(): Test {
    if (this.#terms.length === 0) return () => true;
    const test = this.#any(undefined);
    if (this.#at < this.#terms.length) throw this.#problem();
    return test;
  }

  #problem() {
    return validationError(`Error in search expression '${this.text}'`);
  }

  #word(): string | undefined {
    const term = this.#terms[this.#at];
    return term?.property === undefined ? term?.partial : undefined;
  }

  #any(property: string | undefined): Test {
    const tests = [this.#all(property)];
    while (this.#word() === 'OR') {
      this.#at += 1;
      tests.push(this.#all(property));
    }
    return id => tests.some(test => test(id));
  }

  #all(property: string | undefined): Test {
    const tests = [this.#term(property)];
    for (;;) {
      const next = this.#terms[this.#at];
      if (!next || next.symbol === ')' || this.#word() === 'OR') break;
      if (this.#word() === 'AND') this.#at += 1;
      tests.push(this.#term(property));
    }
    return id => tests.every(test => test(id));
  }

  #term(property: string | undefined): Test {
    const negated = this.#word() === 'NOT';
    if (negated) this.#at += 1;
    const term = this.#terms[this.#at];
    if (!term || term.symbol === ')') throw this.#problem();
    this.#at += 1;
    const of = term.property ?? property;
    const isGroup =
      term.symbol === '(' ||
      (term.exact === undefined && term.partial === undefined);
    const test = isGroup ? this.#group(term, of) : matcher(term, of);
    return negated ? id => !test(id) : test;
  }

  #group(term: Term, property: string | undefined): Test {
    if (term.symbol !== '(') this.#expect('(');
    const inner = this.#any(property);
    this.#expect(')');
    return inner;
  }

  #expect(symbol: string) {
    if (this.#terms[this.#at]?.symbol !== symbol) throw this.#problem();
    this.#at += 1;
  }
}

function matcher({ exact, partial }: Term, property?: string): Test {
  return id =>
    texts(id, property).some(text =>
      exact === undefined
        ? text.toLowerCase().includes(partial!.toLowerCase())
        : text === exact,
    );
}

function texts(id: MetricId, property: string | undefined): string[] {
  switch (property) {
    case undefined:
      return [id.namespace, id.name, ...Object.entries(id.dimensions).flat()];
    case 'MetricName':
      return [id.name];
    case 'Namespace':
      return [id.namespace];
    default: {
      const value = id.dimensions[property];
      return value === undefined ? [] : [value];
    }
  }
}

/**
 * The metrics that a search expression names, such as
 * `{AWS/ApplicationELB,LoadBalancer,TargetGroup} MetricName="RequestCount"`.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html
 */
export function searchMetrics(text: string, store: MetricStore): MetricId[] {
  const { schema, terms } = split(text);
  const matches = new TermParser(text, terms).parse();
  const found: MetricId[] = [];
  for (const id of store.list(schema?.namespace)) {
    if ((!schema || hasDimensions(id, schema.dimensions)) && matches(id)) {
      found.push(id);
      if (found.length === maxFound) break;
    }
  }
  return found;
}
