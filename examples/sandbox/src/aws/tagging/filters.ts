import type {
  GetResourcesInput,
  TagFilter,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { AwsError } from '../../wire';

export const invalidParameter = (message: string) =>
  new AwsError('InvalidParameterException', message);

/** Limits and combinations of GetResources' filters. */
export function checkFilters(input: GetResourcesInput): void {
  const { TagFilters = [], ResourceTypeFilters = [], ResourceARNList } = input;
  if (TagFilters.length > 50) {
    throw invalidParameter('TagFilters can have at most 50 keys');
  }
  for (const { Key, Values = [] } of TagFilters) {
    if (!Key) throw invalidParameter('Every tag filter needs a Key');
    if (Key.length > 128) {
      throw invalidParameter(
        'The Key of a tag filter can have at most 128 characters',
      );
    }
    if (Values.length > 20) {
      throw invalidParameter(
        `The tag filter ${Key} can have at most 20 values`,
      );
    }
  }
  if (ResourceTypeFilters.length > 100) {
    throw invalidParameter('ResourceTypeFilters can have at most 100 types');
  }
  const wrong = ResourceTypeFilters.find(
    type => !/^[a-z0-9-]+(:[A-Za-z0-9-]+(\/[A-Za-z0-9-/]+)?)?$/.test(type),
  );
  if (wrong !== undefined) {
    throw invalidParameter(
      `The resource type filter '${wrong}' must be of the form service or service:resourceType`,
    );
  }
  if (ResourceARNList === undefined) return;
  if (ResourceARNList.length < 1 || ResourceARNList.length > 100) {
    throw invalidParameter('ResourceARNList must have 1 to 100 ARNs');
  }
  if (
    TagFilters.length > 0 ||
    ResourceTypeFilters.length > 0 ||
    input.ResourcesPerPage !== undefined ||
    input.PaginationToken
  ) {
    throw invalidParameter(
      'ResourceARNList cannot be combined with filters or paging',
    );
  }
}

/** Every filter's key must be there, with one of its values if it names any. */
export const matchesTags = (
  tags: ReadonlyMap<string, string>,
  filters: TagFilter[] = [],
) =>
  filters.every(({ Key = '', Values = [] }) => {
    const value = tags.get(Key);
    return (
      value !== undefined && (Values.length === 0 || Values.includes(value))
    );
  });

/** A type is the service and the beginning of the resource part of an ARN. */
export function matchesTypes(arn: string, types: string[] = []): boolean {
  if (types.length === 0) return true;
  const parts = arn.split(':');
  const service = parts[2];
  const resource = parts.slice(5).join(':');
  return types.some(type => {
    const colon = type.indexOf(':');
    if (colon < 0) return type === service;
    const wanted = type.slice(colon + 1).replace(/\/$/, '');
    return (
      type.slice(0, colon) === service &&
      resource.startsWith(wanted) &&
      /^$|^[/:]/.test(resource.slice(wanted.length))
    );
  });
}
