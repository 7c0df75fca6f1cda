import type { JsonObject } from '@backstage/types';
import type {
  ReplicationReloadRequest,
  ReplicationStartRequest,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Request, Router } from 'express';
import { audited } from '../access/audit';
import { callerRef } from '../access/caller';
import { platformNotVisible } from '../access/platformAccess';
import { assertMayControl } from '../replication/controlAccess';
import type {
  ReplicationAction,
  SeenPlatform,
} from '../replication/ReplicationService';
import type { RouterOptions } from './options';
import { callerOf, PLATFORM } from './requests';

const REPLICATION = `${PLATFORM}/replications/:id`;

/** Replications of a platform: whoever sees the platform may look, few may act. */
export function addReplicationRoutes(
  router: Router,
  options: Pick<
    RouterOptions,
    | 'access'
    | 'auditor'
    | 'httpAuth'
    | 'platformAccess'
    | 'platforms'
    | 'replications'
  >,
): void {
  const { access, auditor, httpAuth, replications } = options;

  router.get(`${PLATFORM}/replications`, async (req, res) => {
    res.json({ items: await replications.list(await seenPlatform(req)) });
  });

  router.get(`${REPLICATION}/tables`, async (req, res) => {
    const { limit, cursor } = req.query as { limit?: unknown; cursor?: string };
    const platform = await seenPlatform(req);
    res.json(
      await replications.tables(platform, req.params.id, {
        limit: Number(limit ?? 20),
        cursor,
      }),
    );
  });

  router.get(`${REPLICATION}/preflight`, async (req, res) => {
    const platform = await seenPlatform(req);
    res.json(await replications.preflight(platform, req.params.id));
  });

  addAction('start', req => ({
    name: 'start',
    request: req.body as ReplicationStartRequest,
  }));
  addAction('stop', () => ({ name: 'stop' }));
  addAction('reload', req => ({
    name: 'reload',
    request: req.body as ReplicationReloadRequest,
  }));
  addAction('test', () => ({ name: 'test' }));

  function addAction(
    name: ReplicationAction['name'],
    actionOf: (req: Request) => ReplicationAction,
  ): void {
    router.post(`${REPLICATION}/${name}`, async (req, res) => {
      const credentials = await callerOf(httpAuth, req);
      const action = actionOf(req);
      const { result, repeated } = await audited(
        await auditor.createEvent({
          eventId: 'replication-control',
          severityLevel: 'medium',
          request: req,
          meta: auditMetaOf(req, action),
        }),
        async () => {
          const platform = await seenPlatform(req);
          return replications.act({
            platform,
            replicationId: req.params.id,
            action,
            requestedBy: callerRef(credentials),
            idempotencyKey: req.header('Idempotency-Key')!,
            authorize: facts =>
              assertMayControl(access, credentials, platform.id, facts),
          });
        },
      );
      res.status(repeated ? 200 : 202).json(result);
    });
  }

  /** What the caller may not see does not exist. */
  async function seenPlatform(req: Request): Promise<SeenPlatform> {
    const { platformAccess, platforms } = options;
    const id = req.params.platform;
    const [visible] = await platformAccess.visible(
      await callerOf(httpAuth, req),
      await platforms.views(id),
    );
    if (!visible) throw platformNotVisible(id);
    if (!visible.view.latest) throw visible.view.error;
    return { id, data: visible.view.latest.snapshot.data };
  }
}

function auditMetaOf(req: Request, action: ReplicationAction): JsonObject {
  const { platform, id } = req.params;
  return {
    actionType: action.name,
    platform,
    replicationId: id,
    ...('request' in action && { request: { ...action.request } }),
  };
}
