import { readTemplate } from './templateFile';

/** A field of the form of the template `hybrid-platform`. */
export interface FormField {
  /** Dotted, such as `network.vpcCidr`. */
  path: string;
  /** Its JSON schema, with what the form adds to it. */
  schema: any;
  required: boolean;
}

/** Every field of the form, with those that depend on an answer. */
export function formFields(template = readTemplate()): FormField[] {
  return template.spec.parameters.flatMap((page: any) => fieldsOf(page, ''));
}

/** The fields that somebody fills in. */
export function formLeaves(template = readTemplate()): FormField[] {
  return formFields(template).filter(({ schema }) => schema.type !== 'object');
}

function fieldsOf(schema: any, prefix: string): FormField[] {
  const own = Object.entries<any>(schema.properties ?? {})
    // In a branch a choice is only named again.
    .filter(([, field]) => field.title !== undefined)
    .flatMap(([name, field]): FormField[] => {
      const path = `${prefix}${name}`;
      return [
        {
          path,
          schema: field,
          required: Boolean(schema.required?.includes(name)),
        },
        ...fieldsOf(field, `${path}.`),
        ...(field.items?.type === 'object'
          ? fieldsOf(field.items, `${path}.`)
          : []),
      ];
    });
  const branches = Object.values<any>(schema.dependencies ?? {}).flatMap(
    ({ oneOf }) => oneOf.flatMap((branch: any) => fieldsOf(branch, prefix)),
  );
  return [...own, ...branches];
}
