import type { Router } from 'express';
import { platformNotVisible } from '../access/platformAccess';
import { toPlatformSummary } from '../platforms/PlatformService';
import type { RouterOptions } from './options';
import { callerOf } from './requests';

/** Platforms as they are. */
export function addPlatformRoutes(
  router: Router,
  options: Pick<
    RouterOptions,
    'httpAuth' | 'platformAccess' | 'platforms' | 'status'
  >,
): void {
  const { httpAuth, platformAccess, platforms, status } = options;

  router.get('/v1/platforms', async (req, res) => {
    const visible = await platformAccess.visible(
      await callerOf(httpAuth, req),
      await platforms.views(),
    );
    res.json({ items: visible.map(({ view }) => toPlatformSummary(view)) });
  });

  router.get('/v1/platforms/:id', async (req, res) => {
    const credentials = await callerOf(httpAuth, req);
    const { id } = req.params;
    const [visible] = await platformAccess.visible(
      credentials,
      await platforms.views(id),
    );
    if (!visible) throw platformNotVisible(id);
    const { services } = req.query;
    res.json(await status.platform(visible, { services: services !== 'none' }));
  });
}
