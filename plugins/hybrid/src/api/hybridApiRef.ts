import { createApiRef } from '@backstage/frontend-plugin-api';
import type { HybridApi } from '@hybrid-platform/backstage-plugin-hybrid-common';

/**
 * The REST API of the hybrid backend, as the frontend uses it.
 *
 * @public
 */
export const hybridApiRef = createApiRef<HybridApi>().with({
  id: 'plugin.hybrid.service',
  pluginId: 'hybrid',
});
