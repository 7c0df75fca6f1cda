import { RESOURCE_TYPE_CATALOG_ENTITY } from '@backstage/plugin-catalog-common/alpha';
import { createPermission } from '@backstage/plugin-permission-common';

/**
 * See a service's weights, health and history.
 *
 * @public
 */
export const hybridServiceReadPermission = createPermission({
  name: 'hybrid.service.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
});

/**
 * Shift a service's traffic.
 *
 * @public
 */
export const hybridTrafficShiftPermission = createPermission({
  name: 'hybrid.traffic.shift',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
});

/**
 * All permissions of the hybrid plugin. Each is asked for with the catalog entity as
 * its resource, so that a policy can use the catalog's rules, such as `isEntityOwner`.
 *
 * @public
 */
export const hybridPermissions = [
  hybridServiceReadPermission,
  hybridTrafficShiftPermission,
];
