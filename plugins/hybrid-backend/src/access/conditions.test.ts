import type {
  PermissionCondition,
  PermissionCriteria,
} from '@backstage/plugin-permission-common';
import { meets } from './conditions';

const CART = { kind: 'component', owners: ['group:default/shop'] };

const rule = (name: string, params: object): PermissionCondition =>
  ({
    rule: name,
    resourceType: 'catalog-entity',
    params,
  } as PermissionCondition);
const owner = (...claims: string[]) => rule('IS_ENTITY_OWNER', { claims });
const kind = (...kinds: string[]) => rule('IS_ENTITY_KIND', { kinds });
const label = rule('HAS_LABEL', { label: 'tier' });
const OURS = owner('user:default/me', 'group:default/shop');
const THEIRS = owner('group:default/bank');

describe('conditions of a policy, of an entity as it was last seen', () => {
  it.each<[string, PermissionCriteria<PermissionCondition>, unknown]>([
    ['an owner', OURS, true],
    ['somebody else', THEIRS, false],
    ['nobody', owner(), false],
    ['its kind', kind('API', 'Component'), true],
    ['another kind', kind('API'), false],
    ['what is not remembered', label, undefined],
    ['claims that cannot be read', rule('IS_ENTITY_OWNER', {}), undefined],
    ['all of what holds', { allOf: [OURS, kind('component')] }, true],
    ['all, of which one does not', { allOf: [OURS, THEIRS, label] }, false],
    ['all, of which one is unknown', { allOf: [OURS, label] }, undefined],
    ['any of what does not hold', { anyOf: [THEIRS, kind('API')] }, false],
    ['any, of which one holds', { anyOf: [label, OURS] }, true],
    ['any, of which one is unknown', { anyOf: [label, THEIRS] }, undefined],
    ['the contrary', { not: THEIRS }, true],
    ['the contrary of what is unknown', { not: label }, undefined],
  ])('%s', (_, criteria, expected) => {
    expect(meets(criteria, CART)).toBe(expected);
  });
});
