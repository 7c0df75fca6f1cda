import { emptyWorld, type World } from '../model';
import type { Call } from '../wire';

/** The world that a call sees: what AWS has in the Region that signed it. */
export type WorldOf = (call: Call) => World;

/**
 * The platform lives in one Region of one account; every other Region is there and empty,
 * as in AWS. Global services are signed for us-east-1 and use {@link World} itself.
 */
export function worldsByRegion(world: World): WorldOf {
  const others = new Map<string, World>();
  return ({ region }) => {
    if (region === world.region) return world;
    const known = others.get(region);
    if (known) return known;
    const created = emptyWorld({
      accountId: world.accountId,
      platformId: world.platformId,
      region,
      now: () => world.now(),
    });
    others.set(region, created);
    return created;
  };
}
