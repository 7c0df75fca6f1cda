import type { World } from '../../model';
import { TAGS } from '../tags';

/** Gives a resource its tags, keeping those that others put on it. */
export function tag(
  world: World,
  arn: string,
  tags: Record<string, string> = {},
): void {
  const given = Object.entries({ [TAGS.platform]: world.platformId, ...tags });
  const entry = world.tags.get(arn);
  // All at once where it is new: an index that is late never lists it without some of them.
  if (!entry) world.tags.set(arn, new Map(given));
  else for (const [key, value] of given) entry.set(key, value);
}
