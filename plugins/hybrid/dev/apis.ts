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

const denied = Object.keys(scenarios)
  .filter(name => scenarios[name].denied)
  .map(refOf);

/** Lets everybody do everything, but for the scenario that is about who may not. */
export const permissionApi: PermissionApi = {
  authorize: async request => ({
    result:
      'resourceRef' in request && denied.includes(request.resourceRef ?? '')
        ? AuthorizeResult.DENY
        : AuthorizeResult.ALLOW,
  }),
};
