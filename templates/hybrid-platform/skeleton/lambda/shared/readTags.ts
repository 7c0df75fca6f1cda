import {
  DescribeTagsCommand,
  type ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';

/** DescribeTags takes this many resources. */
export const TAGS_BATCH = 20;

/** The tags of each of these rules or target groups, by ARN. */
export async function readTags(
  client: Pick<ElasticLoadBalancingV2Client, 'send'>,
  arns: readonly string[],
): Promise<Map<string, Map<string, string>>> {
  const tags = new Map<string, Map<string, string>>();
  for (let start = 0; start < arns.length; start += TAGS_BATCH) {
    const { TagDescriptions = [] } = await client.send(
      new DescribeTagsCommand({
        ResourceArns: arns.slice(start, start + TAGS_BATCH),
      }),
    );
    for (const { ResourceArn, Tags = [] } of TagDescriptions) {
      tags.set(
        ResourceArn!,
        new Map(Tags.map(({ Key, Value }) => [Key!, Value ?? ''])),
      );
    }
  }
  return tags;
}
