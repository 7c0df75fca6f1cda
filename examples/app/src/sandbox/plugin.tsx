import {
  ApiBlueprint,
  configApiRef,
  createFrontendPlugin,
  createRouteRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { RiFlaskLine } from '@remixicon/react';
import { SandboxClient, sandboxApiRef } from './SandboxClient';

// Without a route ref the navigation does not list the page.
const rootRouteRef = createRouteRef();

const sandboxApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: sandboxApiRef,
      deps: { configApi: configApiRef },
      factory: ({ configApi }) =>
        new SandboxClient(configApi.getString('sandbox.baseUrl')),
    }),
});

const sandboxPage = PageBlueprint.make({
  params: {
    path: '/sandbox',
    title: 'Sandbox',
    icon: <RiFlaskLine />,
    routeRef: rootRouteRef,
    loader: () => import('./SandboxPage').then(m => <m.SandboxPage />),
  },
});

/** Example only: what happens in the sandbox, and switches to break it. */
export const sandboxPlugin = createFrontendPlugin({
  pluginId: 'sandbox',
  title: 'Sandbox',
  icon: <RiFlaskLine />,
  routes: { root: rootRouteRef },
  extensions: [sandboxApi, sandboxPage],
});
