import {
  paginateGetResources,
  type ResourceGroupsTaggingAPIClient,
} from '@aws-sdk/client-resource-groups-tagging-api';
import {
  buildInventory,
  type Inventory,
  type TaggedResource,
} from './inventory';
import { TAGS } from './tags';

/** Everything that failover needs to know of a platform, by one paged tag query. */
export async function discover(
  client: ResourceGroupsTaggingAPIClient,
  platform: string,
): Promise<Inventory> {
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
  return buildInventory(resources);
}
