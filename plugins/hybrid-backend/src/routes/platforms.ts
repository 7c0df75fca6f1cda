import type { Router } from 'express';
import { platformNotVisible } from '../access/platformAccess';
import { toPlatformSummary } from '../status/StatusService';
import type { RouterOptions } from './options';
import { callerOf } from './requests';

/** Platforms as they are. */
export function addPlatformRoutes(
  router: Router,
  options: Pick<RouterOptions, 'httpAuth' | 'platformAccess' | 'platforms'>,
): void {
  const { httpAuth, platformAccess, platforms } = options;

  router.get('/v1/platforms', async (req, res) => {
    const sights = await platformAccess.visible(
      await callerOf(httpAuth, req),
      await platforms.look(),
    );
    res.json({ items: sights.map(({ look }) => toPlatformSummary(look)) });
  });

  router.get('/v1/platforms/:id', async (req, res) => {
    const credentials = await callerOf(httpAuth, req);
    const { id } = req.params;
    const [sight] = await platformAccess.visible(
      credentials,
      await platforms.look(id),
    );
    if (!sight) throw platformNotVisible(id);
    const { services } = req.query;
    res.json(await platforms.status(sight, { services: services !== 'none' }));
  });
}
