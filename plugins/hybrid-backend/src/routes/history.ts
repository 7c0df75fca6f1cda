import { parseEntityRef } from '@backstage/catalog-model';
import {
  hybridServiceReadPermission,
  type ExportFormat,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Request, Router } from 'express';
import { platformNotVisible } from '../access/platformAccess';
import type { Entry } from '../history/entries';
import { sendShifts } from '../history/sendShifts';
import type { RouterOptions } from './options';
import { callerOf, entityRefOf, PLATFORM, SERVICE } from './requests';

/** What was: exports of shifts, and traffic over time. */
export function addHistoryRoutes(
  router: Router,
  options: Pick<
    RouterOptions,
    'access' | 'platformAccess' | 'history' | 'httpAuth' | 'platforms'
  >,
): void {
  const { access, platformAccess, history, httpAuth, platforms } = options;

  router.get(`${SERVICE}/shifts/export`, async (req, res) => {
    const { entityRef } = await access.authorize(
      await callerOf(httpAuth, req),
      entityRefOf(req),
      hybridServiceReadPermission,
    );
    const shifts = history.ofEntity(entityRef, wantedBy(req));
    await sendShifts(res, shifts, {
      name: `shifts-of-${parseEntityRef(entityRef).name}`,
      format: formatOf(req),
    });
  });

  router.get(`${PLATFORM}/shifts/export`, async (req, res) => {
    const credentials = await callerOf(httpAuth, req);
    const { platform } = req.params;
    const views = await platforms.views(platform);
    // A platform that is not configured any more is as if it had never been.
    if (views.length === 0) throw platformNotVisible(platform);
    const shifts = await history.ofPlatform(
      credentials,
      platform,
      wantedBy(req),
    );
    if (!shifts) {
      const [visible] = await platformAccess.visible(credentials, views);
      if (!visible) throw platformNotVisible(platform);
    }
    await sendShifts(res, shifts ?? none(), {
      name: `shifts-of-platform-${platform}`,
      format: formatOf(req),
    });
  });

  router.get(`${SERVICE}/traffic`, async (req, res) => {
    const routed = await access.reach(
      await callerOf(httpAuth, req),
      entityRefOf(req),
      hybridServiceReadPermission,
    );
    const { seconds } = req.query as { seconds?: unknown };
    res.json(await history.traffic(routed, Number(seconds ?? 3600)));
  });
}

function formatOf(req: Request): ExportFormat {
  return (req.query as { format?: ExportFormat }).format ?? 'json';
}

function wantedBy(req: Request): { automation: boolean } {
  const { include } = req.query as { include?: 'automation' };
  return { automation: include === 'automation' };
}

async function* none(): AsyncGenerator<Entry> {}
