import { validationError } from '../errors';

export type Expression =
  | { kind: 'number'; value: number }
  | { kind: 'string'; value: string }
  | { kind: 'name'; name: string }
  | { kind: 'list'; items: Expression[] }
  | { kind: 'call'; name: string; args: Expression[] }
  | { kind: 'negate'; operand: Expression }
  | { kind: 'binary'; operator: string; left: Expression; right: Expression };

const token =
  /\s*(?:(\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+)|([A-Za-z][A-Za-z0-9_]*)|"([^"]*)"|'([^']*)'|(<=|>=|==|!=|&&|\|\||[-+*/^()[\],<>]))/y;

/** From weakest to strongest. */
const levels = [
  ['||'],
  ['&&'],
  ['==', '!=', '<', '>', '<=', '>='],
  ['+', '-'],
  ['*', '/'],
];

/** Expressions deeper than this are not meant, and would exhaust the stack. */
const maxDepth = 50;

interface Token {
  number?: number;
  name?: string;
  string?: string;
  symbol?: string;
}

function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  token.lastIndex = 0;
  const end = text.trimEnd().length;
  while (token.lastIndex < end) {
    const at = token.lastIndex;
    const match = token.exec(text);
    if (!match) {
      throw validationError(
        `Error in expression '${text}': unexpected character at position ${
          at + 1
        }`,
      );
    }
    const [, number, name, double, single, symbol] = match;
    tokens.push({
      number: number === undefined ? undefined : Number(number),
      name,
      string: double ?? single,
      symbol,
    });
  }
  return tokens;
}

class Parser {
  #at = 0;
  #depth = 0;

  constructor(
    private readonly text: string,
    private readonly tokens: Token[],
  ) {}

  parse(): Expression {
    const expression = this.#binary(0);
    if (this.#at < this.tokens.length) throw this.#problem();
    return expression;
  }

  #problem() {
    const { symbol, name, number, string } = this.tokens[this.#at] ?? {};
    const found = symbol ?? name ?? number ?? string ?? 'the end';
    return validationError(
      `Error in expression '${this.text}': unexpected ${found}`,
    );
  }

  #accept(symbol: string): boolean {
    if (this.tokens[this.#at]?.symbol !== symbol) return false;
    this.#at += 1;
    return true;
  }

  #expect(symbol: string) {
    if (!this.#accept(symbol)) throw this.#problem();
  }

  #binary(level: number): Expression {
    const operators = levels[level];
    if (!operators) return this.#unary();
    let left = this.#binary(level + 1);
    for (;;) {
      const operator = this.tokens[this.#at]?.symbol;
      if (operator === undefined || !operators.includes(operator)) return left;
      this.#at += 1;
      left = { kind: 'binary', operator, left, right: this.#binary(level + 1) };
    }
  }

  #unary(): Expression {
    this.#depth += 1;
    if (this.#depth > maxDepth) {
      throw validationError('The expression is nested too deeply');
    }
    const result: Expression = this.#accept('-')
      ? { kind: 'negate', operand: this.#unary() }
      : this.#power();
    this.#depth -= 1;
    return result;
  }

  #power(): Expression {
    const base = this.#primary();
    if (!this.#accept('^')) return base;
    return { kind: 'binary', operator: '^', left: base, right: this.#unary() };
  }

  #primary(): Expression {
    if (this.#accept('(')) {
      const inner = this.#binary(0);
      this.#expect(')');
      return inner;
    }
    if (this.#accept('[')) return { kind: 'list', items: this.#until(']') };
    const next = this.tokens[this.#at];
    if (!next || next.symbol !== undefined) throw this.#problem();
    this.#at += 1;
    if (next.number !== undefined)
      return { kind: 'number', value: next.number };
    if (next.string !== undefined)
      return { kind: 'string', value: next.string };
    const name = next.name!;
    return this.#accept('(')
      ? { kind: 'call', name, args: this.#until(')') }
      : { kind: 'name', name };
  }

  #until(close: string): Expression[] {
    const items: Expression[] = [];
    if (this.#accept(close)) return items;
    do items.push(this.#binary(0));
    while (this.#accept(','));
    this.#expect(close);
    return items;
  }
}

/**
 * Parses a metric math expression.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export function parseExpression(text: string): Expression {
  return new Parser(text, tokenise(text)).parse();
}
