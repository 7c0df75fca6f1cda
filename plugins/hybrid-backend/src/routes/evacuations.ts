import type { JsonObject } from '@backstage/types';
import type { Request, Router } from 'express';
import { audited } from '../access/audit';
import { assertForceable } from '../contract/planRequest';
import type { RouterOptions } from './options';
import { callerOf, PLATFORM } from './requests';

const EVACUATIONS = `${PLATFORM}/evacuations`;

/** Evacuations of a platform's sites. */
export function addEvacuationRoutes(
  router: Router,
  options: Pick<RouterOptions, 'auditor' | 'evacuations' | 'httpAuth'>,
): void {
  const { auditor, evacuations, httpAuth } = options;

  const event = (
    req: Request,
    eventId: string,
    severityLevel: 'low' | 'medium' | 'high',
  ) => {
    const { reason: _, ...asked } = (req.body ?? {}) as JsonObject;
    const { platform, id } = req.params;
    return auditor.createEvent({
      eventId,
      severityLevel,
      request: req,
      meta: { platform, ...(id && { evacuationId: id }), ...asked },
    });
  };

  router.post(`${EVACUATIONS}/plans`, async (req, res) => {
    const credentials = await callerOf(httpAuth, req);
    const plan = await audited(await event(req, 'evacuation-plan', 'low'), () =>
      evacuations.plan(credentials, req.params.platform, req.body),
    );
    res.json(plan);
  });

  router.post(EVACUATIONS, async (req, res) => {
    const credentials = await callerOf(httpAuth, req);
    assertForceable(req.body.force);
    const started = await audited(
      await event(req, 'evacuation-start', 'high'),
      () =>
        evacuations.start(
          credentials,
          req.params.platform,
          req.body,
          req.header('Idempotency-Key')!,
        ),
    );
    res.status(started.repeated ? 200 : 202).json(started.evacuation);
  });

  router.get(EVACUATIONS, async (req, res) => {
    const credentials = await callerOf(httpAuth, req);
    const items = await evacuations.list(credentials, req.params.platform);
    res.json({ items });
  });

  router.get(`${EVACUATIONS}/:id`, async (req, res) => {
    const credentials = await callerOf(httpAuth, req);
    const { platform, id } = req.params;
    res.json(await evacuations.get(credentials, platform, id));
  });

  router.post(`${EVACUATIONS}/:id/abort`, async (req, res) => {
    const credentials = await callerOf(httpAuth, req);
    const { platform, id } = req.params;
    const evacuation = await audited(
      await event(req, 'evacuation-abort', 'medium'),
      () => evacuations.abort(credentials, platform, id),
    );
    res.status(202).json(evacuation);
  });

  router.post(`${EVACUATIONS}/:id/resume`, async (req, res) => {
    const credentials = await callerOf(httpAuth, req);
    const { platform, id } = req.params;
    const evacuation = await audited(
      await event(req, 'evacuation-resume', 'high'),
      () => evacuations.resume(credentials, platform, id),
    );
    res.status(202).json(evacuation);
  });
}
