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
 * Override a failed safety rule, and release another's hold.
 *
 * @public
 */
export const hybridTrafficForcePermission = createPermission({
  name: 'hybrid.traffic.force',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
});

/**
 * Hold a service, so that nobody else and no automation shifts it, and release one's hold.
 *
 * @public
 */
export const hybridTrafficHoldPermission = createPermission({
  name: 'hybrid.traffic.hold',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
});

/**
 * Approve or reject a shift that somebody else asked for, on platforms that demand it.
 *
 * @public
 */
export const hybridTrafficApprovePermission = createPermission({
  name: 'hybrid.traffic.approve',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
});

/**
 * Start, stop, reload and test a platform's replications. Asked for with the entity that the
 * replication's tag `hybrid-platform:entity` names.
 *
 * @public
 */
export const hybridReplicationControlPermission = createPermission({
  name: 'hybrid.replication.control',
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
  hybridTrafficForcePermission,
  hybridTrafficHoldPermission,
  hybridTrafficApprovePermission,
  hybridReplicationControlPermission,
];
