import {
  paginateGetResources,
  type ResourceGroupsTaggingAPIClient,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { HYBRID_TAGS } from '@hybrid-platform/backstage-plugin-hybrid-common';

export interface TaggedResource {
  arn: string;
  tags: Record<string, string>;
}

/** Every resource that carries the platform's tag, however many pages it takes. */
export async function listTaggedResources(
  client: ResourceGroupsTaggingAPIClient,
  platformId: string,
  resourceTypes?: string[],
): Promise<TaggedResource[]> {
  const resources: TaggedResource[] = [];
  const pages = paginateGetResources(
    { client, pageSize: 100 },
    {
      TagFilters: [{ Key: HYBRID_TAGS.platform, Values: [platformId] }],
      ResourceTypeFilters: resourceTypes,
    },
  );
  for await (const page of pages) {
    for (const resource of page.ResourceTagMappingList ?? []) {
      resources.push({
        arn: resource.ResourceARN!,
        tags: toRecord(resource.Tags),
      });
    }
  }
  return resources;
}

/** AWS's list of tags as a record. */
export function toRecord(
  tags: { Key?: string; Value?: string }[] | undefined,
): Record<string, string> {
  return Object.fromEntries(
    (tags ?? []).map(tag => [tag.Key!, tag.Value ?? '']),
  );
}
