import { createBackendModule } from '@backstage/backend-plugin-api';
import { RESOURCE_TYPE_CATALOG_ENTITY } from '@backstage/plugin-catalog-common/alpha';
import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import {
  AuthorizeResult,
  isPermission,
  isResourcePermission,
  type Permission,
  type PolicyDecision,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import {
  hybridPermissions,
  hybridServiceReadPermission,
  hybridTrafficHoldPermission,
  hybridTrafficShiftPermission,
} from '@hybrid-platform/backstage-plugin-hybrid-common';

/** The group whose members are on call, and may operate everything. */
const ON_CALL_GROUP = 'group:default/platform-team';

/**
 * An example of who may do what: everybody sees how services are served; owners shift and
 * hold their own services, and approve shifts of them; the platform team does so for any,
 * controls the replications of the platform that it owns, and overrides safety rules. What
 * is not about the hybrid plugin is allowed.
 */
export class ExamplePermissionPolicy implements PermissionPolicy {
  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const isHybrid = hybridPermissions.some(
      ({ name }) => name === permission.name,
    );
    if (!isHybrid) return { result: AuthorizeResult.ALLOW };
    if (!user) return { result: AuthorizeResult.DENY };

    const claims = user.info.ownershipEntityRefs;
    if (
      isPermission(permission, hybridServiceReadPermission) ||
      claims.includes(ON_CALL_GROUP)
    ) {
      return { result: AuthorizeResult.ALLOW };
    }
    if (
      isPermission(permission, hybridTrafficForcePermission) ||
      !isResourcePermission(permission, RESOURCE_TYPE_CATALOG_ENTITY)
    ) {
      return { result: AuthorizeResult.DENY };
    }
    return createCatalogConditionalDecision(
      permission,
      catalogConditions.isEntityOwner({ claims }),
    );
  }
}

export default createBackendModule({
  pluginId: 'permission',
  moduleId: 'example-policy',
  register(reg) {
    reg.registerInit({
      deps: { policy: policyExtensionPoint },
      async init({ policy }) {
        policy.setPolicy(new ExamplePermissionPolicy());
      },
    });
  },
});
