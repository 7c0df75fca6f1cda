import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import {
  AuthorizeResult,
  isPermission,
  type PolicyDecision,
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
 * hold their own services; the platform team does so for any, and alone overrides safety
 * rules, approves shifts and controls replications. What is not about the hybrid plugin is
 * allowed.
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
      isPermission(permission, hybridTrafficShiftPermission) ||
      isPermission(permission, hybridTrafficHoldPermission)
    ) {
      return createCatalogConditionalDecision(
        permission,
        catalogConditions.isEntityOwner({ claims }),
      );
    }
    return { result: AuthorizeResult.DENY };
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
