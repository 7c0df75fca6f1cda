import { hybridServiceReadPermission } from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Router } from 'express';
import type { RouterOptions } from './options';
import { callerOf, entityRefOf, SERVICE } from './requests';

/** Services as they are. */
export function addServiceRoutes(
  router: Router,
  options: Pick<RouterOptions, 'access' | 'httpAuth' | 'status'>,
): void {
  const { access, httpAuth, status } = options;

  router.get(SERVICE, async (req, res) => {
    const routed = await access.reach(
      await callerOf(httpAuth, req),
      entityRefOf(req),
      hybridServiceReadPermission,
    );
    res.json(await status.service(routed));
  });
}
