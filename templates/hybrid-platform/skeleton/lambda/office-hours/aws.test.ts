import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import {
  CloudWatchClient,
  DisableAlarmActionsCommand,
} from '@aws-sdk/client-cloudwatch';
import {
  DescribeInstancesCommand,
  EC2Client,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import {
  DescribeNodegroupCommand,
  EKSClient,
  UpdateNodegroupConfigCommand,
} from '@aws-sdk/client-eks';
import {
  AddTagsCommand,
  DescribeTagsCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { mockClient } from 'aws-sdk-client-mock';
import { capacityAlarms, officeHoursTags, nodes } from './aws';

const ec2 = mockClient(EC2Client);
const eks = mockClient(EKSClient);
const elb = mockClient(ElasticLoadBalancingV2Client);
const cloudWatch = mockClient(CloudWatchClient);

beforeEach(() => [ec2, eks, elb, cloudWatch].forEach(client => client.reset()));

describe('the nodes', () => {
  const subject = () =>
    nodes('shop', 'system', new EKSClient({}), new EC2Client({}));

  it('of the system are scaled once', async () => {
    eks
      .on(DescribeNodegroupCommand)
      .resolvesOnce({ nodegroup: { scalingConfig: { desiredSize: 2 } } })
      .resolves({ nodegroup: { scalingConfig: { desiredSize: 0 } } });
    await subject().setSystemNodes(0);
    await subject().setSystemNodes(0);
    const updates = eks.commandCalls(UpdateNodegroupConfigCommand);
    assert.deepEqual(
      updates.map(call => call.args[0].input),
      [
        {
          clusterName: 'shop',
          nodegroupName: 'system',
          scalingConfig: { minSize: 0, desiredSize: 0 },
        },
      ],
    );
  });

  it('of Karpenter are ended, on whatever page they are, and no others', async () => {
    const page = (...ids: string[]) => ({
      Reservations: [{ Instances: ids.map(InstanceId => ({ InstanceId })) }],
    });
    ec2
      .on(DescribeInstancesCommand)
      .resolvesOnce({ ...page('i-1'), NextToken: 'more' })
      .resolves(page('i-2', 'i-3'));
    assert.equal(await subject().terminateKarpenterNodes(), 3);
    const [asked] = ec2.commandCalls(DescribeInstancesCommand);
    assert.deepEqual(asked.args[0].input.Filters?.slice(1), [
      { Name: 'tag:kubernetes.io/cluster/shop', Values: ['owned'] },
      { Name: 'tag-key', Values: ['karpenter.sh/nodepool'] },
    ]);
    const [ended] = ec2.commandCalls(TerminateInstancesCommand);
    assert.deepEqual(ended.args[0].input.InstanceIds, ['i-1', 'i-2', 'i-3']);
  });

  it('that do not exist are not ended', async () => {
    ec2.on(DescribeInstancesCommand).resolves({ Reservations: [] });
    assert.equal(await subject().terminateKarpenterNodes(), 0);
    assert.equal(ec2.commandCalls(TerminateInstancesCommand).length, 0);
  });
});

describe('the tag of the office hours', () => {
  const tags = officeHoursTags(new ElasticLoadBalancingV2Client({}));

  it('is a tag of its own', async () => {
    await tags.set('arn:rule', Date.parse('2026-01-01T18:00:00Z'));
    const [{ args }] = elb.commandCalls(AddTagsCommand);
    assert.deepEqual(args[0].input.Tags, [
      {
        Key: 'hybrid-platform:office-hours',
        Value: 'closed 2026-01-01T18:00:00.000Z',
      },
    ]);
  });

  it('is seen among the other tags', async () => {
    const Tags = [{ Key: 'hybrid-platform:service', Value: 'cart' }];
    elb.on(DescribeTagsCommand).resolvesOnce({ TagDescriptions: [{ Tags }] });
    assert.equal(await tags.has('arn:rule'), false);
    const present = [
      ...Tags,
      { Key: 'hybrid-platform:office-hours', Value: 'closed' },
    ];
    elb
      .on(DescribeTagsCommand)
      .resolves({ TagDescriptions: [{ Tags: present }] });
    assert.equal(await tags.has('arn:rule'), true);
  });
});

describe('the capacity alarms', () => {
  it('are muted by name, a hundred at a time', async () => {
    const services = Array.from({ length: 101 }, (_, i) => `s${i}`);
    await capacityAlarms('shop', new CloudWatchClient({})).mute(services);
    const calls = cloudWatch.commandCalls(DisableAlarmActionsCommand);
    assert.deepEqual(
      calls.map(call => call.args[0].input.AlarmNames?.length),
      [100, 1],
    );
    assert.equal(
      calls[0].args[0].input.AlarmNames?.[0],
      'shop-s0-aws-capacity',
    );
  });
});
