/*
 * Makes src/contract/types.ts from openapi.yaml: what the API takes and answers, as
 * TypeScript, with the contract's descriptions as TSDoc. With --check it writes nothing and
 * fails when the committed file is not what it would write.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import prettier from 'prettier';
import { parse } from 'yaml';

/** Schemas that have another name in TypeScript, and why. */
const NAMES = {
  // Error is a global of JavaScript.
  Error: 'ErrorBody',
  // PlanRequest and ShiftRequest say in TypeScript which members belong together.
  PlanRequest: 'PlanFields',
  ShiftRequest: 'ShiftFields',
};

const nameOf = schema => NAMES[schema] ?? schema;

const fromRoot = path => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** Objects and enums become exported types; other schemas are written where they are used. */
const isExported = ({ type, enum: values }) =>
  type === 'object' || values !== undefined;

/** The document with each schema that is not exported in the places of its references. */
function inlined(document) {
  const { schemas } = document.components;
  const inline = node => {
    if (Array.isArray(node)) return node.map(inline);
    if (node === null || typeof node !== 'object') return node;
    const target = schemas[node.$ref?.replace('#/components/schemas/', '')];
    if (target && !isExported(target)) {
      const { $ref: _, ...own } = node;
      return { ...inline(target), ...own };
    }
    return Object.fromEntries(
      Object.entries(node).map(([key, value]) => [key, inline(value)]),
    );
  };
  const exported = Object.entries(schemas)
    .filter(([, schema]) => isExported(schema))
    .map(([name, schema]) => [name, inline(schema)]);
  return {
    openapi: document.openapi,
    info: document.info,
    paths: {},
    components: { schemas: Object.fromEntries(exported) },
  };
}

/** The types of the members of `components.schemas`, by name. */
async function typesOf(document) {
  const nodes = await openapiTS(document, { silent: true });
  const components = nodes.find(node => node.name?.text === 'components');
  const member = components.members.find(({ name }) => name.text === 'schemas');
  return new Map(
    member.type.members.map(({ name, type }) => [
      name.text,
      astToString(type)
        .trim()
        .replace(/components\["schemas"\]\["(\w+)"\]/g, (_, ref) => nameOf(ref))
        .replace(/@description /g, '')
        .replace(
          /\n\s*\* @enum \{string\}|\s*\/\*\* @enum \{string\} \*\//g,
          '',
        ),
    ]),
  );
}

/** `ShiftState` becomes `SHIFT_STATES`. */
const constantOf = name =>
  `${name.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase()}S`;

const tsDoc = text =>
  [
    '/**',
    ...[...text.split('\n'), '', '@public'].map(line => ` * ${line}`),
    ' */',
  ]
    .map(line => line.trimEnd())
    .join('\n');

function declarationOf(name, schema, type) {
  if (!schema.description) {
    throw new Error(`The schema ${name} of openapi.yaml has no description`);
  }
  const doc = tsDoc(schema.description.trim());
  if (!schema.enum) return `${doc}\nexport interface ${name} ${type}\n`;
  const values = schema.enum.map(value => JSON.stringify(value)).join(', ');
  return [
    `${doc}\nexport type ${name} = ${type};\n`,
    `${tsDoc(`Every {@link ${name}}, in the order of the contract.`)}`,
    `export const ${constantOf(name)} = [${values}] as const;\n`,
  ].join('\n');
}

/** What finds a type by the name that its schema has in the contract. */
function indexOf(schemas) {
  const members = schemas.map(schema => `${schema}: ${nameOf(schema)};`);
  return [
    tsDoc("Every type of the contract, by its schema's name in openapi.yaml."),
    `export interface ContractSchemas { ${members.join(' ')} }`,
  ].join('\n');
}

async function generate() {
  const document = inlined(
    parse(await readFile(fromRoot('openapi.yaml'), 'utf8'), { merge: true }),
  );
  const types = await typesOf(document);
  const { schemas } = document.components;
  const declarations = [
    ...Object.entries(schemas).map(([name, schema]) =>
      declarationOf(nameOf(name), schema, types.get(name)),
    ),
    indexOf(Object.keys(schemas)),
  ];
  const header =
    '/*\n * Made from openapi.yaml by `yarn generate`; change that, not this.\n */\n';
  const file = fromRoot('src/contract/types.ts');
  const options = await prettier.resolveConfig(file);
  return {
    file,
    text: prettier.format([header, ...declarations].join('\n'), {
      ...options,
      parser: 'typescript',
    }),
  };
}

const { file, text } = await generate();
if (!process.argv.includes('--check')) {
  await writeFile(file, text);
} else if ((await readFile(file, 'utf8')) !== text) {
  process.stderr.write(
    'src/contract/types.ts is not what openapi.yaml says: run `yarn generate`.\n',
  );
  process.exitCode = 1;
}
