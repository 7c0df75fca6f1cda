import {
  GetResourcesCommand,
  type GetResourcesInput,
} from '@aws-sdk/client-resource-groups-tagging-api';
import type { World } from '../../model';
import { on } from '../../wire';
import { byString } from '../paging';
import {
  checkFilters,
  invalidParameter,
  matchesTags,
  matchesTypes,
} from './filters';

type Tagged = [arn: string, tags: ReadonlyMap<string, string>];

/**
 * Resources by their tags and types, as the index over them has it, in the order of their
 * ARNs. The token is the last ARN
 * of a page, so tags that change between two pages neither repeat nor hide a resource.
 *
 * @see https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html
 */
export const getResourcesOperation = (world: World) =>
  on(GetResourcesCommand)((input, call) => {
    checkFilters(input);
    const size = pageSize(input);
    const after = readToken(input.PaginationToken);
    const arns = input.ResourceARNList && new Set(input.ResourceARNList);
    const found: Tagged[] = [];
    for (const [arn, tags] of world.tagIndex.entries()) {
      if (
        tags.size > 0 &&
        (after === undefined || arn > after) &&
        regionOf(arn) === call.region &&
        (!arns || arns.has(arn)) &&
        matchesTypes(arn, input.ResourceTypeFilters) &&
        matchesTags(tags, input.TagFilters)
      ) {
        found.push([arn, tags]);
      }
    }
    const items = found.sort(byString(([arn]) => arn)).slice(0, size);
    return {
      // AWS says with an empty token that there is no further page.
      PaginationToken:
        found.length > items.length
          ? Buffer.from(items[items.length - 1]![0]).toString('base64')
          : '',
      ResourceTagMappingList: items.map(([arn, tags]) => ({
        ResourceARN: arn,
        Tags: [...tags].map(([Key, Value]) => ({ Key, Value })),
      })),
    };
  });

/** Global resources, whose ARNs name no Region, are listed in us-east-1. */
function regionOf(arn: string) {
  return arn.split(':')[3] || 'us-east-1';
}

function pageSize({ ResourcesPerPage = 50, TagsPerPage }: GetResourcesInput) {
  if (
    !Number.isInteger(ResourcesPerPage) ||
    ResourcesPerPage < 1 ||
    ResourcesPerPage > 100
  ) {
    throw invalidParameter(
      `ResourcesPerPage ${ResourcesPerPage} must be between 1 and 100`,
    );
  }
  if (
    TagsPerPage !== undefined &&
    (TagsPerPage < 100 || TagsPerPage > 500 || TagsPerPage % 100 !== 0)
  ) {
    throw invalidParameter(
      `TagsPerPage ${TagsPerPage} must be 100, 200, 300, 400 or 500`,
    );
  }
  return ResourcesPerPage;
}

function readToken(token: string | undefined): string | undefined {
  if (!token) return undefined;
  const arn = Buffer.from(token, 'base64').toString('utf8');
  if (
    !arn.startsWith('arn:') ||
    Buffer.from(arn).toString('base64') !== token
  ) {
    throw invalidParameter('The PaginationToken is not valid');
  }
  return arn;
}
