import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { formFields, formLeaves } from '../__testUtils__/formFields';
import { readTemplate, TEMPLATE } from '../__testUtils__/templateFile';
import { findProblems } from '../platform/findProblems';
import { fromForm } from '../platform/fromForm';

const template = readTemplate();
const fields = formFields(template);
const leaves = formLeaves(template);

/** Pickers have a description of their own, unless they are given one. */
function helpOf(schema: any): string {
  return schema['ui:help'] ?? schema.description ?? '';
}

describe('the form of the template', () => {
  it('asks page by page', () => {
    expect(template.spec.parameters.map((page: any) => page.title)).toEqual([
      'Platform',
      'Network',
      'Cluster',
      'Data',
      'Traffic',
      'Add-ons',
      'Repository',
    ]);
  });

  it.each(leaves.map(field => [field.path, field] as const))(
    'explains %s, and checks or limits what it takes',
    (_, { schema }) => {
      expect(schema.title).toMatch(/\S/);
      expect(schema.type).toMatch(/^(string|integer|boolean|array)$/);
      expect(helpOf(schema)).toMatch(/\.$/);
      const limited =
        schema.type === 'boolean' ||
        schema.type === 'array' ||
        ['enum', 'pattern', 'minimum', 'minLength', 'ui:field'].some(
          key => key in schema,
        ) ||
        // Node.js knows the time zones; the form does not.
        schema.title === 'Time zone';
      expect(limited).toBe(true);
    },
  );

  it.each(leaves.map(field => [field.path, field] as const))(
    '%s has a default, or has to be filled in, or may be empty and says what that means',
    (_, { schema, required }) => {
      const optional = /Empty means|Only where|Mail addresses/;
      expect(
        'default' in schema || required || optional.test(helpOf(schema)),
      ).toBe(true);
    },
  );

  it('offers defaults that it would accept itself', () => {
    const refused = leaves.flatMap(({ path, schema }) => {
      const { pattern = '', enum: allowed } = schema.items ?? schema;
      return [schema.default ?? []]
        .flat()
        .filter(
          value =>
            !new RegExp(pattern).test(value) ||
            (allowed && !allowed.includes(value)),
        )
        .map(value => `${path}: ${value}`);
    });
    expect(refused).toEqual([]);
  });

  it('has a title for each field that no other has: the review shows titles only', () => {
    const titles = leaves
      // A row of a list is not shown by itself.
      .filter(({ path }) => path !== 'vpn.tunnels.insideCidr')
      .map(({ schema }) => schema.title);
    expect(titles.filter((title, i) => titles.indexOf(title) !== i)).toEqual(
      [],
    );
  });

  it('names every answer of a choice, or none', () => {
    const misnamed = leaves.filter(
      ({ schema }) =>
        schema.enumNames && schema.enumNames.length !== schema.enum.length,
    );
    expect(misnamed).toEqual([]);
  });

  it('makes a platform of what it offers, with what has no default filled in', () => {
    const values: any = {
      id: 'shop',
      name: 'Shop',
      owner: 'group:default/platform-team',
      account: '111122223333',
      vpn: { customerGatewayAddress: '203.0.113.10' },
      dns: { domain: 'shop.example.com' },
      service: { name: 'cart' },
    };
    for (const { path, schema } of leaves) {
      // Every branch at once: what belongs to another answer has to be left out by itself.
      if (schema.default !== undefined) set(values, path, schema.default);
    }
    values.destination = 'local';
    const files = fromForm(values);
    expect(findProblems(files)).toEqual([]);
    expect(files.platform).toMatchObject({
      vpn: { routing: 'bgp' },
      schedule: { mode: 'office-hours', timeZone: 'Asia/Seoul' },
      data: {
        replication: { enabled: true, instanceClass: 'dms.t3.medium' },
      },
    });
    expect(files.services).toHaveLength(1);
  });

  describe.each(
    readdirSync(join(TEMPLATE, 'tests')).filter(name => name.endsWith('.yaml')),
  )('the parameter set %s', name => {
    const values = parse(readFileSync(join(TEMPLATE, 'tests', name), 'utf8'));

    it('has only fields of the form', () => {
      const known = new Set(fields.map(({ path }) => path));
      const paths = pathsOf(values);
      expect(paths.filter(path => !known.has(path))).toEqual([]);
    });

    it('can be made', () => {
      expect(findProblems(fromForm(values))).toEqual([]);
    });
  });

  it('is tried with every field and every answer by some parameter set', () => {
    const used = new Map<string, Set<unknown>>();
    for (const name of readdirSync(join(TEMPLATE, 'tests'))) {
      if (!name.endsWith('.yaml')) continue;
      const values = parse(readFileSync(join(TEMPLATE, 'tests', name), 'utf8'));
      for (const path of pathsOf(values)) {
        const value = path
          .split('.')
          .reduce<any>((at, key) => at?.[key], values);
        const seen = used.get(path) ?? new Set();
        [value].flat().forEach(item => seen.add(item));
        used.set(path, seen);
      }
    }
    const untried = leaves.flatMap(({ path, schema }) => {
      // Publishing to GitHub needs GitHub.
      if (/^(repoUrl|repoVisibility|destination)$/.test(path)) return [];
      if (!used.has(path)) return [path];
      const choices = schema.type === 'string' ? schema.enum ?? [] : [];
      return choices
        .filter(
          (choice: unknown) =>
            choice !== schema.default && !used.get(path)!.has(choice),
        )
        .map((choice: unknown) => `${path}=${choice}`);
    });
    expect(untried).toEqual([]);
  });
});

function set(values: any, path: string, value: unknown) {
  const keys = path.split('.');
  const last = keys.pop()!;
  let at = values;
  for (const key of keys) at = at[key] ??= {};
  at[last] ??= value;
}

/** The paths of all that is filled in; lists of objects count as one. */
function pathsOf(values: any, prefix = ''): string[] {
  return Object.entries<any>(values).flatMap(([key, value]) => {
    const path = `${prefix}${key}`;
    const inner = Array.isArray(value) ? value[0] : value;
    return typeof inner === 'object' && inner !== null
      ? [path, ...pathsOf(inner, `${path}.`)]
      : [path];
  });
}
