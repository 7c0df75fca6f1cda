import type { World } from '../../model';
import { TAGS } from '../tags';

/** Gives a resource its tags, keeping those that others put on it. */
export function tag(
  world: World,
  arn: string,
  tags: Record<string, string> = {},
): void {
  const entry = world.tags.get(arn) ?? new Map<string, string>();
  entry.set(TAGS.platform, world.platformId);
  for (const [key, value] of Object.entries(tags)) entry.set(key, value);
  world.tags.set(arn, entry);
}
