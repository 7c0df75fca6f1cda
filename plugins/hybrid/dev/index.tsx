/**
 * The plugin in the new frontend system, on the back end of plugins/hybrid-backend/dev and
 * its sandbox.
 */
import {
  createFrontendPlugin,
  createRouteRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { createDevApp } from '@backstage/frontend-dev-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { RiApps2Line, RiPaletteLine } from '@remixicon/react';
import hybridPlugin from '../src';
import { HybridTab } from '../src/components/HybridTab';
import { TrafficCard } from '../src/components/TrafficCard';
import { ServicePage, ServicesPage } from './ServicesPage';
import { StatesPage } from './StatesPage';

const pages = createFrontendPlugin({
  pluginId: 'dev',
  extensions: [
    PageBlueprint.make({
      params: {
        path: '/',
        title: 'Services',
        icon: <RiApps2Line />,
        routeRef: createRouteRef(),
        loader: async () => <ServicesPage card={<TrafficCard />} />,
      },
    }),
    PageBlueprint.make({
      name: 'entity',
      params: {
        path: '/catalog/:namespace/:kind/:name',
        routeRef: entityRouteRef,
        title: 'Entity',
        loader: async () => (
          <ServicePage card={<TrafficCard />} tab={<HybridTab />} />
        ),
      },
    }),
    PageBlueprint.make({
      name: 'states',
      params: {
        path: '/states',
        title: 'States',
        icon: <RiPaletteLine />,
        routeRef: createRouteRef(),
        loader: async () => (
          <StatesPage card={<TrafficCard />} tab={<HybridTab />} />
        ),
      },
    }),
  ],
});

createDevApp({ features: [hybridPlugin, pages] });
