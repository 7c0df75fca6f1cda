import {
  AddTagsCommand,
  DescribeTagsCommand,
  RemoveTagsCommand,
  type Tag,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { World } from '../../model';
import { AwsError, on } from '../../wire';
import type { WorldOf } from '../worlds';
import { notFound, validationError } from './errors';

/** AWS allows 50 tags per resource, not counting its own (`aws:`). */
const maxTags = 50;

/**
 * Tags of load balancers, listeners, rules and target groups.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_AddTags.html
 */
export const tagOperations = (worldOf: WorldOf) => [
  on(DescribeTagsCommand)((input, call) => {
    const world = worldOf(call);
    return {
      TagDescriptions: known(world, input.ResourceArns ?? []).map(
        ([arn, tags]) => ({
          ResourceArn: arn,
          Tags: [...tags].map(([Key, Value]) => ({ Key, Value })),
        }),
      ),
    };
  }),

  on(AddTagsCommand)((input, call) => {
    const added = readTags(input.Tags ?? []);
    if (added.size === 0) throw validationError('At least one tag is required');
    const resources = known(worldOf(call), input.ResourceArns ?? []);
    for (const [, tags] of resources) {
      refuseTooMany(new Set([...tags.keys(), ...added.keys()]));
    }
    for (const [, tags] of resources) {
      for (const [key, value] of added) tags.set(key, value);
    }
    return {};
  }),

  on(RemoveTagsCommand)((input, call) => {
    const resources = known(worldOf(call), input.ResourceArns ?? []);
    for (const key of input.TagKeys ?? []) checkTag(key, '');
    for (const [, tags] of resources) {
      for (const key of input.TagKeys ?? []) tags.delete(key);
    }
    return {};
  }),
];

/** Reads the tags that a resource is to get, or to be made with. */
export function readTags(given: Tag[]): Map<string, string> {
  const tags = new Map<string, string>();
  for (const { Key = '', Value = '' } of given) {
    if (tags.has(Key)) {
      throw new AwsError('DuplicateTagKeys', `Duplicate tag key '${Key}'`);
    }
    checkTag(Key, Value);
    tags.set(Key, Value);
  }
  refuseTooMany(new Set(tags.keys()));
  return tags;
}

function refuseTooMany(keys: ReadonlySet<string>) {
  if ([...keys].filter(key => !key.startsWith('aws:')).length > maxTags) {
    throw new AwsError(
      'TooManyTags',
      `A resource can have at most ${maxTags} tags`,
    );
  }
}

/** The tags of every ARN, or the error of its kind of resource. */
function known(world: World, arns: string[]): [string, Map<string, string>][] {
  if (arns.length === 0) {
    throw validationError('At least one resource ARN is required');
  }
  if (arns.length > 20) {
    throw validationError('At most 20 resource ARNs can be given');
  }
  const { loadBalancers, listeners, rules, targetGroups } = world.loadBalancing;
  const kinds = {
    loadbalancer: [loadBalancers, 'LoadBalancerNotFound'],
    listener: [listeners, 'ListenerNotFound'],
    'listener-rule': [rules, 'RuleNotFound'],
    targetgroup: [targetGroups, 'TargetGroupNotFound'],
  } as const;
  return arns.map(arn => {
    const kind =
      /^arn:aws[a-z-]*:elasticloadbalancing:[^:]*:\d{12}:([a-z-]+)\//.exec(
        arn,
      )?.[1];
    const entry = Object.entries(kinds).find(([name]) => name === kind)?.[1];
    if (!entry) throw validationError(`'${arn}' is not a valid resource ARN`);
    if (!entry[0].has(arn)) throw notFound(entry[1]);
    if (!world.tags.has(arn)) world.tags.set(arn, new Map());
    return [arn, world.tags.get(arn)!];
  });
}

const allowed = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

function checkTag(key: string, value: string) {
  if (key.length < 1 || key.length > 128 || !allowed.test(key)) {
    throw validationError(
      `Tag key '${key.slice(
        0,
        40,
      )}' must have 1 to 128 letters, spaces, digits or _.:/=+-@`,
    );
  }
  if (/^aws:/i.test(key)) {
    throw validationError(
      `Tag key '${key}' is reserved: keys that start with aws: cannot be changed`,
    );
  }
  if (value.length > 256 || !allowed.test(value)) {
    throw validationError(
      `The value of tag '${key}' must have at most 256 letters, spaces, digits or _.:/=+-@`,
    );
  }
}
