/**
 * What a test sees of a JSON Schema, be it of the contract or of what is made from it.
 */
export interface JsonSchema {
  [member: string]: unknown;
  $ref?: string;
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
}

/** What says which values are allowed; descriptions and the like do not. */
export const SCHEMA_TYPES = ['type', 'enum'];
export const SCHEMA_LIMITS = [
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'pattern',
];

/**
 * Where a schema says another thing than the contract's, by those members of JSON Schema, and
 * what it has beside it: one line each. A property that it leaves out is no difference.
 */
export function contractDifferences(options: {
  schema: JsonSchema;
  /** Of the contract, such as `{ $ref: '#/components/schemas/Plan' }`. */
  expected: JsonSchema;
  /** `components.schemas` of the contract. */
  schemas: Record<string, JsonSchema>;
  members: string[];
}): string[] {
  const { schemas, members } = options;
  const compare = (
    schema: JsonSchema,
    expected: JsonSchema,
    path: string,
  ): string[] => {
    if (expected.$ref) {
      return compare(schema, schemas[nameOf(expected.$ref)], path);
    }
    const own = members
      .filter(
        member =>
          JSON.stringify(schema[member]) !== JSON.stringify(expected[member]),
      )
      .map(member => `${path}: ${member}`);
    const inItems =
      schema.items && expected.items
        ? compare(schema.items, expected.items, `${path}[]`)
        : [];
    const inProperties = Object.entries(schema.properties ?? {}).flatMap(
      ([key, value]) => {
        const at = path ? `${path}.${key}` : key;
        const wanted = expected.properties?.[key];
        if (!wanted) return [`${at}: not in the contract`];
        return [
          ...(requires(schema, key) === requires(expected, key)
            ? []
            : [`${at}: required`]),
          ...compare(value, wanted, at),
        ];
      },
    );
    return [...own, ...inItems, ...inProperties];
  };
  return compare(options.schema, options.expected, '');
}

function nameOf(reference: string): string {
  return reference.replace('#/components/schemas/', '');
}

function requires(schema: JsonSchema, key: string): boolean {
  return schema.required?.includes(key) ?? false;
}
