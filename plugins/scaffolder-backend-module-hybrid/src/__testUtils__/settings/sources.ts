import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { platformSchema, serviceSchema } from '../../platform/schema';
import { formLeaves } from '../formFields';
import { TEMPLATE } from '../templateFile';
import { settingOf, sorted, type Setting, type ValueSchema } from './words';

/** Settings by their path; those of a service begin with `service.`. */
export type Settings = ReadonlyMap<string, Setting>;

interface ObjectSchema extends ValueSchema {
  properties?: { [name: string]: ObjectSchema };
  required?: string[];
  oneOf?: ObjectSchema[];
  items?: ObjectSchema;
  default?: { [name: string]: unknown } | undefined;
}

/** What the form asks for, by the paths of the form. */
export function settingsOfForm(): Settings {
  return new Map(
    formLeaves().map(({ path, schema, required }) => [
      path,
      settingOf(schema, required),
    ]),
  );
}

/** What lib/config of the skeleton accepts. */
export function settingsOfSchema(): Settings {
  const settings = new Map<string, Setting>();
  const asJson = (schema: z.ZodType) =>
    z.toJSONSchema(schema, { io: 'input' }) as ObjectSchema;
  collect(asJson(platformSchema as unknown as z.ZodType), '', settings);
  collect(asJson(serviceSchema as unknown as z.ZodType), 'service.', settings);
  return settings;
}

function collect(
  schema: ObjectSchema,
  prefix: string,
  settings: Map<string, Setting>,
) {
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    const path = `${prefix}${name}`;
    if (field.oneOf) collectUnion(field, `${path}.`, settings);
    if (field.items?.properties) collect(field.items, `${path}.`, settings);
    if (field.properties) collect(field, `${path}.`, settings);
    if (field.oneOf || field.properties) continue;
    const required = Boolean(schema.required?.includes(name));
    settings.set(path, settingOf(field, required));
  }
}

/** A choice between sections: the answer that chooses, and what each of them has besides. */
function collectUnion(
  { oneOf = [], default: chosen }: ObjectSchema,
  prefix: string,
  settings: Map<string, Setting>,
) {
  const choices: { [name: string]: unknown[] } = {};
  for (const { properties = {}, required } of oneOf) {
    const others: ObjectSchema = { properties: {}, required };
    for (const [name, field] of Object.entries(properties)) {
      if ('const' in field) (choices[name] ??= []).push(field.const);
      else others.properties![name] = field;
    }
    collect(others, prefix, settings);
  }
  for (const [name, values] of Object.entries(choices)) {
    const chooses = { enum: values, default: chosen?.[name] };
    settings.set(`${prefix}${name}`, settingOf(chooses, true));
  }
}

/** A row of the documentation's tables, with what it says in prose. */
export interface DocumentedSetting extends Setting {
  /** The cell as it is written: prose where no value stands for what is left out. */
  defaultText: string;
}

/** What docs/configuration.md of the skeleton says. */
export function settingsOfDocs(): ReadonlyMap<string, DocumentedSetting> {
  const text = readFileSync(
    join(TEMPLATE, 'skeleton/docs/configuration.md'),
    'utf8',
  );
  const [platform, service] = text.split(/^## A service$/m);
  return new Map([...rowsOf(platform, ''), ...rowsOf(service, 'service.')]);
}

function rowsOf(text: string, prefix: string): [string, DocumentedSetting][] {
  return [...text.matchAll(/^\| `([^`]+)` \|(.*)\|$/gm)].map(
    ([, path, row]) => {
      const [values, defaultText] = row
        .split(/(?<!\\)\|/)
        .map(cell => cell.trim().replace(/\\\|/g, '|'));
      const isValue = /^(`.*`|required)$/.test(defaultText);
      return [
        `${prefix}${path}`,
        {
          values: sorted(values),
          default: isValue ? sorted(defaultText) : '',
          defaultText,
        },
      ];
    },
  );
}
