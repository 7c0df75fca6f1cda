import { mockCredentials } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  createPermission,
} from '@backstage/plugin-permission-common';
import type {
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import {
  hybridPermissions,
  hybridReplicationControlPermission,
  hybridServiceReadPermission,
  hybridTrafficApprovePermission,
  hybridTrafficForcePermission,
  hybridTrafficHoldPermission,
  hybridTrafficShiftPermission,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { ExamplePermissionPolicy } from './permissionPolicy';

const policy = new ExamplePermissionPolicy();

const read: PolicyQuery = { permission: hybridServiceReadPermission };

function user(name: string, group: string): PolicyQueryUser {
  const userEntityRef = `user:default/${name}`;
  return {
    credentials: mockCredentials.user(userEntityRef),
    info: {
      userEntityRef,
      ownershipEntityRefs: [userEntityRef, `group:default/${group}`],
    },
  };
}

describe('the example permission policy', () => {
  it('shows the services to everybody who is signed in', async () => {
    await expect(policy.handle(read, user('guest', 'guests'))).resolves.toEqual(
      { result: AuthorizeResult.ALLOW },
    );
    await expect(policy.handle(read)).resolves.toEqual({
      result: AuthorizeResult.DENY,
    });
  });

  it.each([hybridTrafficShiftPermission, hybridTrafficHoldPermission])(
    'gives $name to the owner of a service, or to its groups',
    async permission => {
      await expect(
        policy.handle({ permission }, user('mina', 'shop-team')),
      ).resolves.toEqual({
        result: AuthorizeResult.CONDITIONAL,
        pluginId: 'catalog',
        resourceType: 'catalog-entity',
        conditions: {
          resourceType: 'catalog-entity',
          rule: 'IS_ENTITY_OWNER',
          params: { claims: ['user:default/mina', 'group:default/shop-team'] },
        },
      });
    },
  );

  it.each([
    hybridTrafficForcePermission,
    hybridTrafficApprovePermission,
    hybridReplicationControlPermission,
  ])('does not give $name to owners', async permission => {
    await expect(
      policy.handle({ permission }, user('mina', 'shop-team')),
    ).resolves.toEqual({ result: AuthorizeResult.DENY });
  });

  it.each(hybridPermissions)(
    'gives $name to the platform team, for every service',
    async permission => {
      await expect(
        policy.handle({ permission }, user('sora', 'platform-team')),
      ).resolves.toEqual({ result: AuthorizeResult.ALLOW });
    },
  );

  it.each(hybridPermissions)(
    'gives $name to nobody who has not signed in',
    async permission => {
      await expect(policy.handle({ permission })).resolves.toEqual({
        result: AuthorizeResult.DENY,
      });
    },
  );

  it('leaves everything else alone', async () => {
    const permission = createPermission({
      name: 'catalog.entity.create',
      attributes: { action: 'create' },
    });
    await expect(
      policy.handle({ permission }, user('guest', 'guests')),
    ).resolves.toEqual({ result: AuthorizeResult.ALLOW });
  });
});
