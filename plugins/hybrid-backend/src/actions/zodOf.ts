import type { z as zod } from 'zod/v3';
import { schemaOf, type Schema } from '../contract/openapi';

/** The zod of the actions registry, which hands it to who registers. */
export type Z = typeof zod;

/** How much of a schema zod checks. */
export interface Strictness {
  /** Smallest, largest and patterns as well as types, names and the values of an enum. */
  limits: boolean;
}

/** A schema of the contract in zod, with its descriptions. */
export function zodOf(z: Z, schema: Schema, how: Strictness): zod.ZodTypeAny {
  const type =
    '$ref' in schema
      ? zodOf(z, schemaOf(schema.$ref as `#/${string}`), how)
      : typeOf(z, schema, how);
  return schema.description ? type.describe(schema.description) : type;
}

/** Those members of an object, or all; one that need not be there is optional. */
export function membersOf(
  z: Z,
  schema: Schema,
  how: Strictness,
  only?: readonly string[],
): zod.ZodRawShape {
  if ('$ref' in schema || schema.type !== 'object') {
    throw new Error('Only an object has members');
  }
  const { properties = {}, required = [] } = schema;
  const keys = only ?? Object.keys(properties);
  return Object.fromEntries(
    keys.map(key => {
      const type = zodOf(z, properties[key], how);
      return [key, required.includes(key) ? type : type.optional()];
    }),
  );
}

function typeOf(
  z: Z,
  schema: Exclude<Schema, { $ref: string }>,
  how: Strictness,
): zod.ZodTypeAny {
  switch (schema.type) {
    case 'boolean':
      return z.boolean();
    case 'string':
      if (schema.enum) return z.enum(schema.enum);
      return how.limits ? limitedText(z, schema) : z.string();
    case 'integer':
    case 'number': {
      const number = schema.type === 'integer' ? z.number().int() : z.number();
      return how.limits ? within(number, schema) : number;
    }
    case 'array': {
      const array = z.array(zodOf(z, schema.items, how));
      if (!how.limits) return array;
      return array.min(schema.minItems ?? 0).max(schema.maxItems ?? Infinity);
    }
    default:
      return typeof schema.additionalProperties === 'object'
        ? z.record(zodOf(z, schema.additionalProperties, how))
        : z.object(membersOf(z, schema, how));
  }
}

function limitedText(
  z: Z,
  limits: { minLength?: number; maxLength?: number; pattern?: string },
): zod.ZodString {
  let text = z.string();
  if (limits.minLength !== undefined) text = text.min(limits.minLength);
  if (limits.maxLength !== undefined) text = text.max(limits.maxLength);
  if (limits.pattern === undefined) return text;
  const message = `must match pattern "${limits.pattern}"`;
  return text.regex(new RegExp(limits.pattern), message);
}

function within(
  number: zod.ZodNumber,
  { minimum, maximum }: { minimum?: number; maximum?: number },
): zod.ZodNumber {
  const above = minimum === undefined ? number : number.min(minimum);
  return maximum === undefined ? above : above.max(maximum);
}
