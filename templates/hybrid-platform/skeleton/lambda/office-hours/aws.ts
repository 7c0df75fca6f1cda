import {
  type CloudWatchClient,
  DisableAlarmActionsCommand,
  EnableAlarmActionsCommand,
} from '@aws-sdk/client-cloudwatch';
import {
  type EC2Client,
  TerminateInstancesCommand,
  paginateDescribeInstances,
  type Filter,
} from '@aws-sdk/client-ec2';
import {
  DescribeNodegroupCommand,
  type EKSClient,
  UpdateNodegroupConfigCommand,
} from '@aws-sdk/client-eks';
import {
  AddTagsCommand,
  type ElasticLoadBalancingV2Client,
  RemoveTagsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { readTags } from '../shared/readTags';
import type { CapacityAlarms, Nodes, OfficeHoursTags } from './ports';

const TAG = 'hybrid-platform:office-hours';
/** Alarm names, and instances, that one call takes. */
const BATCH = 100;
const ALIVE = ['pending', 'running', 'stopping', 'shutting-down'];

export function officeHoursTags(
  client: Pick<ElasticLoadBalancingV2Client, 'send'>,
): OfficeHoursTags {
  return {
    async has(ruleArn) {
      const tags = await readTags(client, [ruleArn]);
      return [...tags.values()].some(ofRule => ofRule.has(TAG));
    },
    async set(ruleArn, since) {
      const Value = `closed ${new Date(since).toISOString()}`;
      await client.send(
        new AddTagsCommand({
          ResourceArns: [ruleArn],
          Tags: [{ Key: TAG, Value }],
        }),
      );
    },
    async remove(ruleArn) {
      await client.send(
        new RemoveTagsCommand({ ResourceArns: [ruleArn], TagKeys: [TAG] }),
      );
    },
  };
}

export function nodes(
  cluster: string,
  nodeGroup: string,
  eks: Pick<EKSClient, 'send'>,
  ec2: EC2Client,
): Nodes {
  const ids = async (...filters: Filter[]) => {
    const found: string[] = [];
    const pages = paginateDescribeInstances(
      { client: ec2 },
      {
        Filters: [{ Name: 'instance-state-name', Values: ALIVE }, ...filters],
      },
    );
    for await (const { Reservations = [] } of pages) {
      found.push(
        ...Reservations.flatMap(({ Instances = [] }) =>
          Instances.map(({ InstanceId }) => InstanceId!),
        ),
      );
    }
    return found;
  };
  return {
    async setSystemNodes(count) {
      const name = { clusterName: cluster, nodegroupName: nodeGroup };
      const { nodegroup } = await eks.send(new DescribeNodegroupCommand(name));
      // A retry of the function comes by again; a second update would be refused.
      if (nodegroup?.scalingConfig?.desiredSize === count) return;
      await eks.send(
        new UpdateNodegroupConfigCommand({
          ...name,
          scalingConfig: { minSize: 0, desiredSize: count },
        }),
      );
    },
    async countSystemNodes() {
      const found = await ids(
        { Name: 'tag:eks:cluster-name', Values: [cluster] },
        { Name: 'tag:eks:nodegroup-name', Values: [nodeGroup] },
      );
      return found.length;
    },
    async terminateKarpenterNodes() {
      const found = await ids(
        { Name: `tag:kubernetes.io/cluster/${cluster}`, Values: ['owned'] },
        { Name: 'tag-key', Values: ['karpenter.sh/nodepool'] },
      );
      for (let start = 0; start < found.length; start += BATCH) {
        const InstanceIds = found.slice(start, start + BATCH);
        await ec2.send(new TerminateInstancesCommand({ InstanceIds }));
      }
      return found.length;
    },
  };
}

export function capacityAlarms(
  platform: string,
  client: Pick<CloudWatchClient, 'send'>,
): CapacityAlarms {
  const inBatches = async (
    services: readonly string[],
    run: (AlarmNames: string[]) => Promise<unknown>,
  ) => {
    const names = services.map(name => `${platform}-${name}-aws-capacity`);
    for (let start = 0; start < names.length; start += BATCH) {
      await run(names.slice(start, start + BATCH));
    }
  };
  return {
    mute: services =>
      inBatches(services, AlarmNames =>
        client.send(new DisableAlarmActionsCommand({ AlarmNames })),
      ),
    unmute: services =>
      inBatches(services, AlarmNames =>
        client.send(new EnableAlarmActionsCommand({ AlarmNames })),
      ),
  };
}
