import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  hybridTrafficApprovePermission,
  type Shift,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Request, Router } from 'express';
import { audited } from '../access/audit';
import { callerRef } from '../access/caller';
import type { RouterOptions } from './options';
import { callerOf, entityRefOf, SERVICE } from './requests';

/** Decisions on shifts that wait for somebody else's approval. */
export function addApprovalRoutes(
  router: Router,
  options: Pick<RouterOptions, 'access' | 'auditor' | 'httpAuth' | 'shifts'>,
): void {
  const { access, shifts } = options;

  router.post(`${SERVICE}/shifts/:id/approve`, async (req, res) => {
    const decided = await decide(req, 'approved', async (who, approver) =>
      shifts.approvals.approve(
        await access.reach(
          who,
          entityRefOf(req),
          hybridTrafficApprovePermission,
        ),
        req.params.id,
        approver,
      ),
    );
    res.json(decided);
  });

  // Needs no look at AWS: what nobody wants must be stoppable in an outage.
  router.post(`${SERVICE}/shifts/:id/reject`, async (req, res) => {
    const decided = await decide(req, 'rejected', async (who, approver) => {
      const { entityRef } = await access.authorize(
        who,
        entityRefOf(req),
        hybridTrafficApprovePermission,
      );
      return shifts.approvals.reject(entityRef, req.params.id, approver);
    });
    res.json(decided);
  });

  async function decide(
    req: Request,
    decision: 'approved' | 'rejected',
    action: (
      who: Awaited<ReturnType<typeof callerOf>>,
      approver: { ref: string; isUser: boolean },
    ) => Promise<Shift>,
  ): Promise<Shift> {
    const who = await callerOf(options.httpAuth, req);
    const { type } = who.principal as { type?: string };
    const event = await options.auditor.createEvent({
      eventId: 'traffic-approval',
      severityLevel: 'high',
      request: req,
      meta: {
        entityRef: stringifyEntityRef(entityRefOf(req)),
        shiftId: req.params.id,
        decision,
      },
    });
    return audited(event, () =>
      action(who, { ref: callerRef(who), isUser: type === 'user' }),
    );
  }
}
