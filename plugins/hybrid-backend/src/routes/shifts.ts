import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  hybridServiceReadPermission,
  hybridTrafficForcePermission,
  hybridTrafficShiftPermission,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Request, Router } from 'express';
import { audited } from '../access/audit';
import { callerRef } from '../access/caller';
import { toPlanRequest, toShiftRequest } from '../contract/planRequest';
import type { RouterOptions } from './options';
import { auditMeta, callerOf, entityRefOf, SERVICE } from './requests';

/** Plans and shifts of one service. */
export function addShiftRoutes(
  router: Router,
  options: Pick<
    RouterOptions,
    'access' | 'auditor' | 'history' | 'httpAuth' | 'shifts'
  >,
): void {
  const { access, auditor, history, httpAuth, shifts } = options;

  router.post(`${SERVICE}/plans`, async (req, res) => {
    const credentials = await callerOf(httpAuth, req);
    const plan = await audited(
      await auditor.createEvent({
        eventId: 'traffic-plan',
        severityLevel: 'low',
        request: req,
        meta: auditMeta(req),
      }),
      async () => {
        const routed = await routeToShift(req, credentials);
        return shifts.service.plan(
          routed,
          toPlanRequest(req.body),
          callerRef(credentials),
        );
      },
    );
    res.json(plan);
  });

  router.post(`${SERVICE}/shifts`, async (req, res) => {
    const credentials = await callerOf(httpAuth, req);
    const request = toShiftRequest(req.body);
    const forces = request.force !== undefined;
    const { shift, repeated } = await shifts.service.start({
      route: async () => {
        const routed = await routeToShift(req, credentials);
        if (forces) {
          await access.authorize(
            credentials,
            entityRefOf(req),
            hybridTrafficForcePermission,
          );
        }
        return routed;
      },
      request,
      requestedBy: callerRef(credentials),
      idempotencyKey: req.header('Idempotency-Key')!,
      audit: await auditor.createEvent({
        eventId: 'traffic-shift',
        severityLevel: forces ? 'high' : 'medium',
        request: req,
        meta: auditMeta(req),
      }),
    });
    res.status(repeated ? 200 : 202).json(shift);
  });

  // History is read by the entity that each shift was recorded with, and without AWS: it
  // must be there in an outage.
  router.get(`${SERVICE}/shifts`, async (req, res) => {
    const { entityRef } = await access.authorize(
      await callerOf(httpAuth, req),
      entityRefOf(req),
      hybridServiceReadPermission,
    );
    const { limit, cursor } = req.query as { limit?: unknown; cursor?: string };
    res.json(
      await history.page(entityRef, {
        limit: Number(limit ?? 20),
        cursor,
      }),
    );
  });

  router.get(`${SERVICE}/shifts/:id`, async (req, res) => {
    const { entityRef } = await access.authorize(
      await callerOf(httpAuth, req),
      entityRefOf(req),
      hybridServiceReadPermission,
    );
    res.json(await shifts.service.get(entityRef, req.params.id));
  });

  // Whoever may shift may also stop it, even when AWS does not answer, or the entity does not
  // point at the service any more, or is gone.
  router.post(`${SERVICE}/shifts/:id/abort`, async (req, res) => {
    const credentials = await callerOf(httpAuth, req);
    const { id } = req.params;
    const shift = await audited(
      await auditor.createEvent({
        eventId: 'traffic-shift-abort',
        severityLevel: 'medium',
        request: req,
        meta: { ...auditMeta(req), shiftId: id },
      }),
      async () => {
        const { entityRef } = await access.authorize(
          credentials,
          entityRefOf(req),
          hybridTrafficShiftPermission,
        );
        return shifts.aborts.abort(
          entityRef,
          id,
          req.body,
          callerRef(credentials),
        );
      },
    );
    res.status(202).json(shift);
  });

  function routeToShift(req: Request, credentials: BackstageCredentials) {
    return access.route(
      credentials,
      entityRefOf(req),
      hybridTrafficShiftPermission,
    );
  }
}
