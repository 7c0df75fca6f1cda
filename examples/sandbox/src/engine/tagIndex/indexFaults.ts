import type { TagIndexFaults } from '../../control/types';
import { TRUE_INDEX, type TagIndexLies, type World } from '../../model';
import { SITES } from '../naming';
import { TAGS } from '../tags';
import { deletedResources } from './deletedResources';

/** An index that is neither late nor wrong. */
export const NO_INDEX_FAULTS: TagIndexFaults = {
  lagSeconds: 0,
  keepDeleted: 0,
  hide: [],
};

/** How the tag query lies at the moment. */
export interface IndexFaults {
  get(): TagIndexFaults;
  /** What is left out stays as it is. */
  set(changes: Partial<TagIndexFaults>): void;
  clear(): void;
}

/** The index of a world; it tells the truth at first. */
export function createIndexFaults(world: World): IndexFaults {
  let faults = NO_INDEX_FAULTS;
  const apply = (next: TagIndexFaults) => {
    faults = next;
    world.tagIndex.lie(
      next === NO_INDEX_FAULTS ? TRUE_INDEX : lies(world, next),
    );
  };
  return {
    get: () => faults,
    set: changes => apply({ ...faults, ...changes }),
    clear: () => apply(NO_INDEX_FAULTS),
  };
}

function lies(world: World, faults: TagIndexFaults): TagIndexLies {
  const { lagSeconds, keepDeleted } = faults;
  const missed = faults.hide.map(readHidden);
  return {
    lagMs: lagSeconds * 1000,
    keepsDeleted: keepDeleted > 0,
    deleted: deletedResources(world, keepDeleted),
    misses(arn, tags) {
      const those = missed.filter(({ matches }) => matches(arn, tags));
      const keys = those.flatMap(({ key }) => key ?? []);
      return keys.length < those.length ? 'resource' : keys;
    },
  };
}

/** The name before the first `=`, such as `cart`, `cart/aws` or an ARN, and the tag after it. */
function readHidden(text: string): {
  key?: string;
  matches(arn: string, tags: ReadonlyMap<string, string>): boolean;
} {
  const [name = '', ...rest] = text.split('=');
  const key = rest.length > 0 ? rest.join('=') : undefined;
  if (name.startsWith('arn:')) return { key, matches: arn => arn === name };
  const [service, site] = name.split('/');
  return {
    key,
    matches: (arn, tags) =>
      tags.get(TAGS.service) === service &&
      (site === undefined
        ? arn.includes(':listener-rule/')
        : arn.includes(':targetgroup/') && tags.get(TAGS.site) === site),
  };
}

/** What is wrong with a name of what is hidden; nothing when it can be understood. */
export function hiddenProblem(
  text: string,
  services: readonly string[],
): string | undefined {
  const name = text.split('=')[0] ?? '';
  if (name.startsWith('arn:')) return undefined;
  const [service, site, ...more] = name.split('/');
  return services.includes(service ?? '') &&
    more.length === 0 &&
    (site === undefined || SITES.some(each => each === site))
    ? undefined
    : `“${text.slice(
        0,
        80,
      )}” must be a service for its rules, <service>/<site> for a target group, or an ARN; with =<tag key> for that tag only`;
}
