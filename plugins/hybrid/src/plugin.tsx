import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { RiNodeTree } from '@remixicon/react';
import { HybridClient } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { hybridApiRef } from './api';
import { isHybridServiceAvailable } from './entity';
import { evacuationRouteRef, fleetRouteRef, platformRouteRef } from './routes';

const hybridApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: hybridApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new HybridClient(deps),
    }),
});

const trafficCard = EntityCardBlueprint.make({
  name: 'traffic',
  params: {
    type: 'info',
    filter: isHybridServiceAvailable,
    loader: () =>
      import('./components/TrafficCard').then(m => <m.TrafficCard />),
  },
});

const trafficContent = EntityContentBlueprint.make({
  params: {
    path: '/hybrid',
    title: 'Hybrid',
    group: 'operation',
    filter: isHybridServiceAvailable,
    loader: () => import('./components/HybridTab').then(m => <m.HybridTab />),
  },
});

const fleetPage = PageBlueprint.make({
  params: {
    path: '/hybrid',
    title: 'Platforms',
    icon: <RiNodeTree />,
    routeRef: fleetRouteRef,
    loader: () => import('./components/FleetPage').then(m => <m.FleetPage />),
  },
});

/**
 * The hybrid plugin for the new frontend system: the API, the fleet page `page:hybrid`, and
 * the entity card `entity-card:hybrid/traffic` and tab `entity-content:hybrid` on Components
 * that name a service of a hybrid platform.
 *
 * @public
 */
export default createFrontendPlugin({
  pluginId: 'hybrid',
  title: 'Hybrid platform',
  info: { packageJson: () => import('../package.json') },
  icon: <RiNodeTree />,
  routes: {
    root: fleetRouteRef,
    platform: platformRouteRef,
    evacuation: evacuationRouteRef,
  },
  extensions: [hybridApi, trafficCard, trafficContent, fleetPage],
});
