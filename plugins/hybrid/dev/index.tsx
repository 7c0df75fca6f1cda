/** The plugin in the new frontend system, with an example service for each state. */
import {
  ApiBlueprint,
  createFrontendModule,
  createFrontendPlugin,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { createDevApp } from '@backstage/frontend-dev-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import hybridPlugin, { hybridApiRef } from '../src';
import { HybridTab } from '../src/components/HybridTab';
import { TrafficCard } from '../src/components/TrafficCard';
import { hybridApi, permissionApi } from './apis';
import { Gallery, TabGallery } from './Gallery';

const gallery = createFrontendPlugin({
  pluginId: 'gallery',
  extensions: [
    PageBlueprint.make({
      params: {
        path: '/',
        title: 'Hybrid traffic card',
        loader: async () => <Gallery card={<TrafficCard />} />,
      },
    }),
    PageBlueprint.make({
      name: 'tab',
      params: {
        path: '/tab',
        title: 'Hybrid tab',
        loader: async () => (
          <TabGallery>
            <HybridTab />
          </TabGallery>
        ),
      },
    }),
    PageBlueprint.make({
      name: 'entity',
      params: {
        path: '/catalog/:namespace/:kind/:name',
        routeRef: entityRouteRef,
        title: 'Entity',
        loader: async () => <p>An entity page would be here.</p>,
      },
    }),
  ],
});

createDevApp({
  features: [
    hybridPlugin,
    gallery,
    createFrontendModule({
      pluginId: 'hybrid',
      extensions: [
        ApiBlueprint.make({
          params: defineParams =>
            defineParams({
              api: hybridApiRef,
              deps: {},
              factory: () => hybridApi,
            }),
        }),
      ],
    }),
    createFrontendModule({
      pluginId: 'app',
      extensions: [
        ApiBlueprint.make({
          name: 'permission',
          params: defineParams =>
            defineParams({
              api: permissionApiRef,
              deps: {},
              factory: () => permissionApi,
            }),
        }),
      ],
    }),
  ],
});
