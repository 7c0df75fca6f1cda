/**
 * The plugin in the new frontend system, with a played backend and an example service for
 * each state. `?card=<name>` shows one alone; `?width=<px>` sets its width.
 */
import { useSearchParams } from 'react-router-dom';
import {
  ApiBlueprint,
  createFrontendModule,
  createFrontendPlugin,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { createDevApp } from '@backstage/frontend-dev-utils';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import hybridPlugin, { hybridApiRef } from '../src';
import { TrafficCard } from '../src/components/TrafficCard';
import { aComponent } from '../src/__testUtils__/fixtures';
import { scenarios } from './scenarios';
import { SimulatedPlatform } from './SimulatedPlatform';

const refOf = (name: string) => `component:default/${name}`;
const platform = new SimulatedPlatform(
  Object.fromEntries(
    Object.entries(scenarios).map(([name, scenario]) => [
      refOf(name),
      scenario,
    ]),
  ),
);
const denied = Object.keys(scenarios)
  .filter(name => scenarios[name].denied)
  .map(refOf);

function Gallery() {
  const [params] = useSearchParams();
  const only = params.get('card');
  const width = Number(params.get('width') ?? 380);
  return (
    <div style={{ display: 'flex', flexWrap: 'wrap', gap: 24, padding: 24 }}>
      {Object.entries(scenarios)
        .filter(([name]) => !only || name === only)
        .map(([name, { annotation, title }]) => (
          <div key={name} style={{ width }}>
            <p>{title}</p>
            <EntityProvider entity={aComponent({ name, annotation })}>
              <TrafficCard />
            </EntityProvider>
          </div>
        ))}
    </div>
  );
}

const gallery = createFrontendPlugin({
  pluginId: 'gallery',
  extensions: [
    PageBlueprint.make({
      params: {
        path: '/',
        title: 'Hybrid traffic card',
        loader: async () => <Gallery />,
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
              factory: () => platform as unknown as typeof hybridApiRef.T,
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
              factory: () => ({
                authorize: async request => ({
                  result:
                    'resourceRef' in request &&
                    denied.includes(request.resourceRef ?? '')
                      ? AuthorizeResult.DENY
                      : AuthorizeResult.ALLOW,
                }),
              }),
            }),
        }),
      ],
    }),
  ],
});
