import {
  paginateGetResources,
  type ResourceGroupsTaggingAPIClient,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { completeTags } from './currentTags';
import { existingGroups } from './existingGroups';
import {
  buildInventory,
  isListener,
  isRule,
  type Inventory,
  type TaggedResource,
} from './inventory';
import { describeListeners, listenerOfRule } from './listeners';
import type { LoadBalancer } from './loadBalancer';
import type { Log } from './log';
import { TAGS } from './tags';

/** What the tag index lists of a platform's load balancing, by one paged query. */
export async function listResources(
  client: ResourceGroupsTaggingAPIClient,
  platform: string,
): Promise<TaggedResource[]> {
  const resources: TaggedResource[] = [];
  const pages = paginateGetResources(
    { client, pageSize: 100 },
    {
      TagFilters: [{ Key: TAGS.platform, Values: [platform] }],
      ResourceTypeFilters: ['elasticloadbalancing'],
    },
  );
  for await (const page of pages) {
    for (const { ResourceARN, Tags = [] } of page.ResourceTagMappingList ??
      []) {
      if (!ResourceARN) continue;
      const tags = Tags.map(({ Key, Value }) => [Key, Value ?? '']);
      resources.push({ arn: ResourceARN, tags: Object.fromEntries(tags) });
    }
  }
  return resources;
}

/**
 * Everything that failover needs to know of a platform. The tag index says where to look; what
 * ELB describes there is the truth, and so are the resources' own tags where the index is
 * behind.
 */
export async function discover(
  listed: readonly TaggedResource[],
  platform: string,
  aws: {
    loadBalancer: Pick<LoadBalancer, 'readListener' | 'readTags'>;
    log: Log;
  },
): Promise<Inventory> {
  const arns = listed.map(({ arn }) => arn);
  const listeners = await describeListeners(
    [...arns.filter(isListener), ...arns.filter(isRule).map(listenerOfRule)],
    aws.loadBalancer,
    aws.log,
  );
  const current = await completeTags(listed, listeners, platform, aws);
  return buildInventory(
    await existingGroups(current, listeners, aws.loadBalancer),
    listeners,
  );
}
