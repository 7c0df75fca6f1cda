/** As much of JSON schema as the form and zod use for one setting. */
export interface ValueSchema {
  type?: string;
  default?: unknown;
  enum?: unknown[];
  const?: unknown;
  anyOf?: ValueSchema[];
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  pattern?: string;
  format?: string;
  items?: ValueSchema;
}

/** What one source says of one setting, in words in which the sources can be compared. */
export interface Setting {
  /** Such as `1 to 3`, or the choices in code marks. */
  values: string;
  /** In code marks; `required`, or empty where it may be left out. */
  default: string;
}

/** Kinds of text that zod checks with expressions that nobody reads. */
const FORMATS: { [format: string]: string } = {
  cidrv4: 'IPv4 range',
  ipv4: 'IPv4 address',
  email: 'mail address',
};

/** Expressions that have a name. The form's own are coarser: lib/config checks each number. */
const NAMED_PATTERNS: { [pattern: string]: string } = {
  '^\\d{1,3}(\\.\\d{1,3}){3}/\\d{1,2}$': FORMATS.cidrv4,
  '^\\d{1,3}(\\.\\d{1,3}){3}$': FORMATS.ipv4,
  '^([01]\\d|2[0-3]):[0-5]\\d$': 'time of day',
};

/** A setting as its JSON schema says it. */
export function settingOf(schema: ValueSchema, required: boolean): Setting {
  const said = 'default' in schema ? defaultInWords(schema.default) : '';
  return {
    values: valuesInWords(schema),
    default: said || (required ? 'required' : ''),
  };
}

function valuesInWords(schema: ValueSchema): string {
  const { type, format = '', minimum, maximum, minItems, maxItems } = schema;
  const choices = schema.enum ?? schema.anyOf?.map(one => one.const);
  if (choices) return inCode(choices);
  if (type === 'boolean') return inCode([true, false]);
  if (type === 'array') {
    return `${limits(minItems, maxItems)} of: ${valuesInWords(schema.items!)}`;
  }
  if (type === 'object') return 'settings below';
  if (type === 'integer') return limits(minimum, maximum);
  // zod writes a slash in an expression as \/.
  const pattern = schema.pattern?.replace(/\\\//g, '/');
  const kind = FORMATS[format] ?? NAMED_PATTERNS[pattern ?? ''];
  if (kind) return kind;
  const length = limits(schema.minLength, schema.maxLength);
  const parts = [
    pattern && inCode([pattern]),
    length !== 'any number' && `${length} characters`,
  ].filter(Boolean);
  return parts.join(', ') || 'text';
}

/** An empty list is what nothing means. */
function defaultInWords(value: unknown): string {
  return inCode([value].flat());
}

function limits(min?: number, most?: number): string {
  // zod names the largest integer where nobody named a limit.
  const max = most === Number.MAX_SAFE_INTEGER ? undefined : most;
  if (min !== undefined && max !== undefined) return `${min} to ${max}`;
  if (min !== undefined) return `${min} or more`;
  return max !== undefined ? `at most ${max}` : 'any number';
}

function inCode(values: unknown[]): string {
  return sorted(values.map(value => `\`${value}\``).join(', '));
}

/** Choices in an order that does not matter, for every source has them in its own. */
export function sorted(text: string): string {
  return text.replace(/`[^`]*`(, `[^`]*`)+/, list =>
    list
      .split(', ')
      .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
      .join(', '),
  );
}
