/**
 * The hybrid plugin for the old frontend system.
 *
 * @packageDocumentation
 */
import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  createRouteRef,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { HybridClient } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { hybridApiRef } from './api';
import { evacuationRouteRef, fleetRouteRef, platformRouteRef } from './routes';

export { hybridApiRef };
export { isHybridServiceAvailable } from './entity';

const entityContentRouteRef = createRouteRef({ id: 'hybrid-entity' });

/**
 * The hybrid plugin, with its API.
 *
 * @public
 */
export const hybridPlugin = createPlugin({
  id: 'hybrid',
  routes: {
    root: fleetRouteRef,
    platform: platformRouteRef,
    evacuation: evacuationRouteRef,
    entityContent: entityContentRouteRef,
  },
  apis: [
    createApiFactory({
      api: hybridApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new HybridClient(deps),
    }),
  ],
});

/**
 * The entity card. Show it where {@link isHybridServiceAvailable} holds; elsewhere it
 * explains how to connect the entity to a platform.
 *
 * @public
 */
export const EntityHybridTrafficCard: () => JSX.Element = hybridPlugin.provide(
  createComponentExtension({
    name: 'EntityHybridTrafficCard',
    component: {
      lazy: () => import('./components/TrafficCard').then(m => m.TrafficCard),
    },
  }),
);

/**
 * The entity tab. Give it a route where {@link isHybridServiceAvailable} holds; elsewhere it
 * explains how to connect the entity to a platform.
 *
 * @public
 */
export const EntityHybridContent: () => JSX.Element = hybridPlugin.provide(
  createRoutableExtension({
    name: 'EntityHybridContent',
    component: () => import('./components/HybridTab').then(m => m.HybridTab),
    mountPoint: entityContentRouteRef,
  }),
);

/**
 * The fleet page: every service of each platform, and the evacuation of a site. Give it a
 * route such as `/hybrid`.
 *
 * @public
 */
export const HybridFleetPage: () => JSX.Element = hybridPlugin.provide(
  createRoutableExtension({
    name: 'HybridFleetPage',
    component: () =>
      import('./components/FleetPage').then(m => m.FleetPageWithHeader),
    mountPoint: fleetRouteRef,
  }),
);
