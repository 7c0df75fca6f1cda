import {
  DescribeDBInstancesCommand,
  DescribeDBParameterGroupsCommand,
  DescribeDBParametersCommand,
} from '@aws-sdk/client-rds';
import type { World } from '../../model';
import { AwsError, on } from '../../wire';
import { byString } from '../paging';
import type { WorldOf } from '../worlds';
import { paged } from './paged';
import { renderGroup, renderInstance, renderParameter } from './render';

const invalidValue = (message: string) =>
  new AwsError('InvalidParameterValue', message);

const instanceFilters: Record<
  string,
  (instance: { arn: string; identifier: string; engine: string }) => string[]
> = {
  'db-instance-id': ({ arn, identifier }) => [arn, identifier],
  engine: ({ engine }) => [engine],
};

/**
 * The Describe operations of RDS.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBInstances.html
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBParameters.html
 */
export const describeOperations = (worldOf: WorldOf) => [
  on(DescribeDBInstancesCommand)((input, call) => {
    const world = worldOf(call);
    const id = input.DBInstanceIdentifier?.toLowerCase();
    const tests = (input.Filters ?? []).map(({ Name = '', Values = [] }) => {
      const read = instanceFilters[Name];
      if (!read) throw invalidValue(`Unrecognized filter name: ${Name}`);
      return (instance: Parameters<typeof read>[0]) =>
        read(instance).some(value => Values.includes(value));
    });
    const found = [...world.rds.instances.values()].filter(
      instance =>
        (!id || [instance.identifier, instance.arn].includes(id)) &&
        tests.every(test => test(instance)),
    );
    if (id && found.length === 0) {
      throw new AwsError('DBInstanceNotFound', `DBInstance ${id} not found.`);
    }
    const { items, next } = paged(
      found.sort(byString(({ identifier }) => identifier)),
      input,
      ({ identifier }) => identifier,
    );
    return {
      DBInstances: items.map(instance => renderInstance(instance, world)),
      Marker: next,
    };
  }),

  on(DescribeDBParameterGroupsCommand)((input, call) => {
    const world = worldOf(call);
    const found = input.DBParameterGroupName
      ? [groupOf(world, input.DBParameterGroupName)]
      : [...world.rds.parameterGroups.values()];
    const { items, next } = paged(found, input, ({ name }) => name);
    return { DBParameterGroups: items.map(renderGroup), Marker: next };
  }),

  on(DescribeDBParametersCommand)((input, call) => {
    const { parameters } = groupOf(worldOf(call), input.DBParameterGroupName);
    const { Source } = input;
    if (Source && !['user', 'system', 'engine-default'].includes(Source)) {
      throw invalidValue(`Invalid source: ${Source}`);
    }
    const { items, next } = paged(
      parameters
        .filter(({ source }) => !Source || source === Source)
        .sort(byString(({ name }) => name)),
      input,
      ({ name }) => name,
    );
    return { Parameters: items.map(renderParameter), Marker: next };
  }),
];

function groupOf(world: World, name: string | undefined) {
  const group = world.rds.parameterGroups.get(name?.toLowerCase() ?? '');
  if (!group) {
    throw new AwsError(
      'DBParameterGroupNotFound',
      `DBParameterGroup not found: ${name}`,
    );
  }
  return group;
}
