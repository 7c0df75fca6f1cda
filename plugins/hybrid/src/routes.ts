import { createRouteRef, createSubRouteRef } from '@backstage/core-plugin-api';

// Made with core-plugin-api, whose references both frontend systems understand.

/** The fleet page. */
export const fleetRouteRef = createRouteRef({ id: 'hybrid-fleet' });

/** One platform on the fleet page. */
export const platformRouteRef = createSubRouteRef({
  id: 'hybrid-platform',
  parent: fleetRouteRef,
  path: '/:platform',
});

/** One evacuation of a platform. */
export const evacuationRouteRef = createSubRouteRef({
  id: 'hybrid-evacuation',
  parent: fleetRouteRef,
  path: '/:platform/evacuations/:evacuation',
});
