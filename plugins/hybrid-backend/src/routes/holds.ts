import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  hybridTrafficForcePermission,
  hybridTrafficHoldPermission,
  type HoldRequest,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Router } from 'express';
import { audited } from '../access/audit';
import { callerRef } from '../access/caller';
import type { RouterOptions } from './options';
import { auditMeta, callerOf, entityRefOf, SERVICE } from './requests';

/** Holding a service, and releasing it. */
export function addHoldRoutes(
  router: Router,
  options: Pick<RouterOptions, 'access' | 'auditor' | 'httpAuth' | 'holds'>,
): void {
  const { access, auditor, httpAuth, holds } = options;

  router.put(`${SERVICE}/hold`, async (req, res) => {
    const credentials = await callerOf(httpAuth, req);
    const { durationSeconds, reason } = req.body as HoldRequest;
    const hold = await audited(
      await auditor.createEvent({
        eventId: 'traffic-hold',
        severityLevel: 'medium',
        request: req,
        meta: auditMeta(req),
      }),
      async () => {
        const routed = await access.route(
          credentials,
          entityRefOf(req),
          hybridTrafficHoldPermission,
        );
        return holds.hold(
          routed,
          { durationSeconds, reason },
          callerRef(credentials),
        );
      },
    );
    res.json(hold);
  });

  router.delete(`${SERVICE}/hold`, async (req, res) => {
    const credentials = await callerOf(httpAuth, req);
    const ref = entityRefOf(req);
    const meta = { entityRef: stringifyEntityRef(ref) };
    const event = { eventId: 'traffic-hold-release', request: req, meta };
    await audited(
      await auditor.createEvent({ ...event, severityLevel: 'medium' }),
      async () => {
        const routed = await access.reach(
          credentials,
          ref,
          hybridTrafficHoldPermission,
        );
        await holds.release(routed, callerRef(credentials), async theirs =>
          audited(
            await auditor.createEvent({
              ...event,
              eventId: 'traffic-hold-force',
              severityLevel: 'high',
              meta: { ...meta, by: theirs.by, until: theirs.until },
            }),
            async () => {
              await access.authorize(
                credentials,
                ref,
                hybridTrafficForcePermission,
              );
            },
          ),
        );
      },
    );
    res.status(204).end();
  });
}
