import type { World } from '../model';
import type { Service } from '../wire';
import { cloudWatch } from './cloudwatch';
import { elbv2 } from './elbv2';
import { tagging } from './tagging';
import { worldsByRegion } from './worlds';

/** Every service of the sandbox by its signing name, each made when first called. */
export function awsServices(
  world: World,
): ReadonlyMap<string, () => Service | Promise<Service>> {
  const worldOf = worldsByRegion(world);
  return new Map<string, () => Service | Promise<Service>>([
    ['elasticloadbalancing', once(() => elbv2(worldOf))],
    ['monitoring', once(() => cloudWatch(worldOf))],
    ['tagging', once(() => tagging(worldOf))],
  ]);
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
