import type {
  PermissionCondition,
  PermissionCriteria,
} from '@backstage/plugin-permission-common';

/** What is remembered of an entity, of all that the conditions of a policy may be about. */
export interface KnownEntity {
  kind: string;
  /** Refs of its owners, as the catalog had resolved them. */
  owners: string[];
}

/**
 * Whether an entity meets a policy's conditions, as the catalog's rules of those names judge.
 * Undefined where they are about something that is not remembered.
 */
export function meets(
  criteria: PermissionCriteria<PermissionCondition>,
  entity: KnownEntity,
): boolean | undefined {
  if ('allOf' in criteria) {
    const parts = criteria.allOf.map(part => meets(part, entity));
    if (parts.includes(false)) return false;
    return parts.includes(undefined) ? undefined : true;
  }
  if ('anyOf' in criteria) {
    const parts = criteria.anyOf.map(part => meets(part, entity));
    if (parts.includes(true)) return true;
    return parts.includes(undefined) ? undefined : false;
  }
  if ('not' in criteria) {
    const part = meets(criteria.not, entity);
    return part === undefined ? undefined : !part;
  }
  return judge(criteria, entity);
}

function judge(
  { rule, params = {} }: PermissionCondition,
  { kind, owners }: KnownEntity,
): boolean | undefined {
  switch (rule) {
    case 'IS_ENTITY_OWNER':
      return strings(params.claims)?.some(claim => owners.includes(claim));
    case 'IS_ENTITY_KIND':
      return strings(params.kinds)?.some(
        each => each.toLocaleLowerCase('en-US') === kind,
      );
    default:
      return undefined;
  }
}

function strings(value: unknown): string[] | undefined {
  return Array.isArray(value) && value.every(each => typeof each === 'string')
    ? value
    : undefined;
}
