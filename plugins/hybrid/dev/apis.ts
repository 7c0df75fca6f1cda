import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { PermissionApi } from '@backstage/plugin-permission-react';
import type { HybridApi } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { scenarios } from './scenarios';
import { SimulatedFleet } from './SimulatedFleet';
import { SimulatedPlatform } from './SimulatedPlatform';
import { SimulatedReplication } from './SimulatedReplication';

const refOf = (name: string) => `component:default/${name}`;

/** The fleet page's platforms: a large one, and a small one to choose. */
const fleet = new SimulatedFleet({ shop: 1_000, lab: 12 });

/** The services: each example of its kind, and all of the fleet. */
const traffic = new SimulatedPlatform({
  ...Object.fromEntries(
    fleet.services.map(service => [
      service.entityRef,
      { title: service.service, status: () => service },
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(scenarios).map(([name, scenario]) => [
      refOf(name),
      scenario,
    ]),
  ),
});

const replication = new SimulatedReplication();

/** The played backend: each of its subjects answers for its own methods. */
export const hybridApi = new Proxy({} as HybridApi, {
  get: (_, method) => {
    const subject = [traffic, fleet, replication].find(
      candidate => method in candidate,
    );
    const played = (subject as any)?.[method];
    return typeof played === 'function' ? played.bind(subject) : undefined;
  },
});

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
