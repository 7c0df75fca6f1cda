import { createFrontendFeatureLoader } from '@backstage/frontend-plugin-api';
import { sandboxPlugin } from './plugin';

/** The sandbox page, where the configuration says that there is a sandbox. */
export const sandboxFeature = createFrontendFeatureLoader({
  loader: ({ config }) =>
    config.has('sandbox.baseUrl') ? [sandboxPlugin] : [],
});
