import type { Document, LineCounter } from 'yaml';
import { isNode } from 'yaml';
import type { z } from 'zod';

/** One thing that is wrong in a platform repository's configuration. */
export interface ConfigProblem {
  /** Relative to the repository, such as `config/services/cart.yaml`. */
  file: string;
  line?: number;
  /** Such as `weights.on-prem`. */
  field?: string;
  message: string;
}

/** A configuration that nothing can be made from, with everything that is wrong in it. */
export class ConfigError extends Error {
  constructor(readonly problems: ConfigProblem[]) {
    super(problems.map(describeProblem).join('\n'));
    this.name = 'ConfigError';
  }
}

/** A problem in one line. */
export function describeProblem(problem: ConfigProblem): string {
  const { file, line, field, message } = problem;
  return `${file}${line === undefined ? '' : `:${line}`}: ${
    field ? `${field}: ` : ''
  }${message}`;
}

/** A parsed file, so that problems found later can still name their line. */
export interface ParsedFile<T> {
  file: string;
  value: T;
  lineOf(path: PropertyKey[]): number | undefined;
}

/** Tells a schema's findings with the file's lines, the value found and the keys allowed. */
export function toProblems(
  error: z.ZodError,
  schema: z.ZodType,
  source: {
    file: string;
    data: unknown;
    lineOf(path: PropertyKey[]): number | undefined;
  },
): ConfigProblem[] {
  return error.issues.map(issue => {
    const at =
      issue.code === 'unrecognized_keys'
        ? [...issue.path, issue.keys[0]]
        : issue.path;
    return {
      file: source.file,
      line: source.lineOf(at),
      field: fieldName(at),
      message:
        issue.code === 'unrecognized_keys'
          ? `is not a setting here; allowed are ${keysAt(
              schema,
              issue.path,
            ).join(', ')}`
          : `${issue.message}${found(valueAt(source.data, issue.path))}`,
    };
  });
}

/** The line of a path's node, or of the nearest node above it that the file has. */
export function lineFinder(
  document: Document.Parsed,
  lines: LineCounter,
): (path: PropertyKey[]) => number | undefined {
  return path => {
    for (let length = path.length; length >= 0; length--) {
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return undefined;
  };
}

/** A path as people write it, such as `onPrem.addresses[1]`; none for the whole file. */
export function fieldName(path: PropertyKey[]): string | undefined {
  if (path.length === 0) return undefined;
  return path
    .map(part => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .slice(typeof path[0] === 'number' ? 0 : 1);
}

function found(value: unknown): string {
  if (value === undefined) return '';
  const text = JSON.stringify(value);
  return ` (found ${text.length > 80 ? `${text.slice(0, 80)}…` : text})`;
}

function valueAt(data: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      typeof value === 'object' && value !== null
        ? (value as Record<PropertyKey, unknown>)[part]
        : undefined,
    data,
  );
}

/** The keys of the object schema at a path, through defaults and options. */
function keysAt(schema: z.ZodType, path: PropertyKey[]): string[] {
  let current: unknown = unwrapped(schema);
  for (const part of path) {
    const shape = (current as { shape?: Record<PropertyKey, unknown> }).shape;
    current = unwrapped(shape?.[part]);
  }
  return Object.keys((current as { shape?: object } | undefined)?.shape ?? {});
}

function unwrapped(schema: unknown): unknown {
  let current = schema as { unwrap?: () => unknown; shape?: unknown };
  while (current && !current.shape && typeof current.unwrap === 'function') {
    current = current.unwrap() as typeof current;
  }
  return current;
}
