import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { PermissionApi } from '@backstage/plugin-permission-react';
import type { HybridApi } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { scenarios } from './scenarios';
import { SimulatedPlatform } from './SimulatedPlatform';

const refOf = (name: string) => `component:default/${name}`;

/** The played backend of the example services. */
export const hybridApi = new SimulatedPlatform(
  Object.fromEntries(
    Object.entries(scenarios).map(([name, scenario]) => [
      refOf(name),
      scenario,
    ]),
  ),
) as Partial<HybridApi> as HybridApi;

const scenarioOf = (entityRef: string) =>
  Object.entries(scenarios).find(([name]) => refOf(name) === entityRef)?.[1];

function isAllowed(permission: string, entityRef: string): boolean {
  const scenario = scenarioOf(entityRef);
  if (!scenario) return true;
  if (permission === 'hybrid.traffic.force') return scenario.mayForce === true;
  return !scenario.denied;
}

/** Lets everybody do everything but force, unless the scenario is about it. */
export const permissionApi: PermissionApi = {
  authorize: async request => ({
    result: isAllowed(
      request.permission.name,
      ('resourceRef' in request && request.resourceRef) || '',
    )
      ? AuthorizeResult.ALLOW
      : AuthorizeResult.DENY,
  }),
};
