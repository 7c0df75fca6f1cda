import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { HybridClient } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { hybridApiRef } from './api';
import { isHybridServiceAvailable } from './entity';

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

/**
 * The hybrid plugin for the new frontend system: the API, and the entity card
 * `entity-card:hybrid/traffic` and tab `entity-content:hybrid` on Components that name a
 * service of a hybrid platform.
 *
 * @public
 */
export default createFrontendPlugin({
  pluginId: 'hybrid',
  title: 'Hybrid platform',
  info: { packageJson: () => import('../package.json') },
  extensions: [hybridApi, trafficCard, trafficContent],
});
