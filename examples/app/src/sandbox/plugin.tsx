import {
  ApiBlueprint,
  configApiRef,
  createFrontendPlugin,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { RiFlaskLine } from '@remixicon/react';
import { SandboxClient, sandboxApiRef } from './SandboxClient';

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
    loader: () => import('./SandboxPage').then(m => <m.SandboxPage />),
  },
});

/** Example only: what happens in the sandbox, and switches to break it. */
export const sandboxPlugin = createFrontendPlugin({
  pluginId: 'sandbox',
  title: 'Sandbox',
  icon: <RiFlaskLine />,
  extensions: [sandboxApi, sandboxPage],
});
