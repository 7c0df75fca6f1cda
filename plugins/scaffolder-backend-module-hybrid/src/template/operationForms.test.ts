import { mockServices } from '@backstage/backend-test-utils';
import { HYBRID_SERVICE_ANNOTATION } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as exported from '..';
import { readTemplate, templateFolder } from '../__testUtils__/templateFile';

const options = {
  auth: mockServices.auth(),
  config: mockServices.rootConfig(),
  discovery: mockServices.discovery(),
};
const actions = new Map(
  Object.entries(exported)
    .filter(([name]) => /^create(Traffic|Replication)\w+Action$/.test(name))
    .map(([, create]) => (create as (given: typeof options) => any)(options))
    .map(action => [action.id, action]),
);

/** Every field of a page, with those that depend on an answer. */
function fieldsOf(schema: any): [string, any, boolean][] {
  const own = Object.entries<any>(schema.properties ?? {})
    // In a branch a choice is only named again.
    .filter(([, field]) => field.title)
    .map(([name, field]): [string, any, boolean] => [
      name,
      field,
      Boolean(schema.required?.includes(name)),
    ]);
  const branches = Object.values<any>(schema.dependencies ?? {}).flatMap(
    ({ oneOf }) => oneOf.flatMap(fieldsOf),
  );
  return [...own, ...branches];
}

describe.each(['hybrid-failover', 'hybrid-drill'])('the template %s', name => {
  const template = readTemplate(name);
  const text = readFileSync(`${templateFolder(name)}/template.yaml`, 'utf8');
  const fields: [string, any, boolean][] =
    template.spec.parameters.flatMap(fieldsOf);

  it('has a name by which its folder is found, and an owner', () => {
    expect(template.metadata.name).toBe(name);
    expect(template.spec.owner).toMatch(/^group:/);
  });

  it('is in the example catalog', () => {
    const { catalog } = parse(
      readFileSync(`${templateFolder(name)}/../../app-config.yaml`, 'utf8'),
    );
    expect(catalog.locations).toContainEqual({
      type: 'file',
      target: `../../templates/${name}/template.yaml`,
      rules: [{ allow: ['Template'] }],
    });
  });

  it.each(fields)('explains %s, and limits what it takes', (_, field) => {
    expect(field.title).toMatch(/\S/);
    expect(field['ui:help'] ?? field.description).toMatch(/\.$/);
    expect(
      field.type === 'boolean' ||
        ['enum', 'pattern', 'minimum', 'ui:field'].some(key => key in field),
    ).toBe(true);
  });

  it.each(fields)(
    '%s has a default, or has to be filled in, or may be empty and says so',
    (_, field, required) => {
      expect(
        'default' in field || required || /Empty means/.test(field['ui:help']),
      ).toBe(true);
    },
  );

  it('names every answer of a choice, and begins with one of them', () => {
    for (const [, field] of fields.filter(([, { enum: choices }]) => choices)) {
      expect(field.enumNames).toHaveLength(field.enum.length);
      expect(field.enum).toContain(field.default);
    }
  });

  it('offers only Components that a hybrid platform serves', () => {
    const [, entity] = fields.find(([field]) => field === 'entity')!;
    expect(entity['ui:field']).toBe('EntityPicker');
    expect(entity['ui:options'].catalogFilter).toEqual([
      {
        kind: 'Component',
        [`metadata.annotations.${HYBRID_SERVICE_ANNOTATION}`]: { exists: true },
      },
    ]);
    expect(entity['ui:options'].allowArbitraryValues).toBe(false);
  });

  it('offers no way around a safety rule', () => {
    expect(text).not.toMatch(/\bforce\b/);
  });

  it('takes steps that there are, with inputs and outputs that they have', () => {
    for (const { action, input } of template.spec.steps) {
      const { schema } = actions.get(action)!;
      const known = Object.keys(schema.input.properties);
      expect(known).toEqual(expect.arrayContaining(Object.keys(input)));
      expect(Object.keys(input)).toEqual(
        expect.arrayContaining(schema.input.required ?? []),
      );
    }
    for (const [, step, output] of text.matchAll(
      /steps\.(\w+)\.output\.(\w+)/g,
    )) {
      const { action } = template.spec.steps.find(({ id }: any) => id === step);
      expect(
        Object.keys(actions.get(action)!.schema.output.properties),
      ).toContain(output);
    }
  });

  it('uses every answer', () => {
    for (const [field] of fields) {
      expect(text).toContain(`parameters.${field}`);
    }
  });
});
