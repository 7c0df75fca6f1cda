import type { NormalizedSchema } from '@smithy/core/schema';

/** A value that does not fit its schema; `path` as AWS writes it: `actions.1.member.type`. */
export interface ShapeProblem {
  kind: 'missing' | 'type';
  path: string;
  /** The member's own name. */
  member: string;
  expected?: string;
}

/**
 * Compares a decoded input with its schema: required members and types. The SDK's codecs
 * trust what they read, so without this a handler could meet a string where its types
 * promise a list.
 */
export function checkShape(
  schema: NormalizedSchema,
  value: unknown,
): ShapeProblem[] {
  const problems: ShapeProblem[] = [];
  visit(schema, value, '', '', problems);
  return problems;
}

function visit(
  schema: NormalizedSchema,
  value: unknown,
  path: string,
  member: string,
  problems: ShapeProblem[],
): void {
  const expected = expectedType(schema);
  if (expected && !expected.accepts(value)) {
    problems.push({ kind: 'type', path, member, expected: expected.name });
    return;
  }
  if (schema.isStructSchema() && !schema.isUnitSchema()) {
    visitMembers(schema, value as Record<string, unknown>, path, problems);
  } else if (schema.isListSchema()) {
    (value as unknown[]).forEach((item, index) =>
      visit(
        schema.getValueSchema(),
        item,
        `${path}.${index + 1}.member`,
        member,
        problems,
      ),
    );
  } else if (schema.isMapSchema()) {
    for (const [key, item] of Object.entries(value as object)) {
      visit(schema.getValueSchema(), item, `${path}.${key}`, member, problems);
    }
  }
}

function visitMembers(
  schema: NormalizedSchema,
  value: Record<string, unknown>,
  path: string,
  problems: ShapeProblem[],
): void {
  // The SDK's structures list their required members first, and say how many they are.
  const raw = schema.getSchema();
  const required =
    Array.isArray(raw) && typeof raw[6] === 'number' ? raw[6] : 0;
  let position = 0;
  for (const [name, memberSchema] of schema.structIterator()) {
    const at = path ? `${path}.${lowerFirst(name)}` : lowerFirst(name);
    const present = value[name] !== undefined && value[name] !== null;
    if (present) {
      visit(memberSchema, value[name], at, name, problems);
    } else if (position < required) {
      problems.push({ kind: 'missing', path: at, member: name });
    }
    position += 1;
  }
}

interface TypeCheck {
  name: string;
  accepts(value: unknown): boolean;
}

function expectedType(schema: NormalizedSchema): TypeCheck | undefined {
  if (schema.isDocumentSchema()) return undefined;
  if (schema.isListSchema()) return { name: 'a list', accepts: Array.isArray };
  if (schema.isStructSchema() || schema.isMapSchema()) {
    return {
      name: schema.isMapSchema() ? 'a map' : 'a structure',
      accepts: value =>
        typeof value === 'object' && value !== null && !Array.isArray(value),
    };
  }
  if (schema.isBooleanSchema()) return typeCheck('a boolean', 'boolean');
  if (schema.isNumericSchema()) {
    return {
      name: 'a number',
      accepts: value => typeof value === 'number' && !Number.isNaN(value),
    };
  }
  if (schema.isStringSchema()) return typeCheck('a string', 'string');
  if (schema.isTimestampSchema()) {
    return {
      name: 'a timestamp',
      accepts: value => value instanceof Date && !Number.isNaN(value.getTime()),
    };
  }
  return undefined;
}

function typeCheck(name: string, type: 'boolean' | 'string'): TypeCheck {
  return {
    name,
    accepts: value => typeof value === type,
  };
}

function lowerFirst(name: string) {
  return name[0]!.toLowerCase() + name.slice(1);
}
