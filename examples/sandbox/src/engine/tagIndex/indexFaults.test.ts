import {
  CloudWatchClient,
  DescribeAlarmsCommand,
} from '@aws-sdk/client-cloudwatch';
import {
  DatabaseMigrationServiceClient,
  DescribeEndpointsCommand,
  DescribeReplicationConfigsCommand,
  DescribeReplicationTasksCommand,
} from '@aws-sdk/client-database-migration-service';
import { DescribeVpnConnectionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTagsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  GetResourcesCommand,
  paginateGetResources,
  ResourceGroupsTaggingAPIClient,
} from '@aws-sdk/client-resource-groups-tagging-api';
import {
  ListResourceRecordSetsCommand,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { inProcessAws } from '../../testing/clients';
import { loadConfig } from '../config/loadConfig';
import { naming } from '../naming';
import { PATHS } from '../paths';
import { createWorld } from '../world/createWorld';
import { serviceNames } from '../world/rules';
import { createIndexFaults, hiddenProblem } from './indexFaults';

const PLATFORM = { Key: 'hybrid-platform:platform', Values: ['shop'] };

async function setUp() {
  const { platform, services } = await loadConfig(PATHS.shop);
  const world = createWorld(platform, services);
  const { settings } = inProcessAws(world);
  const list = async (region = world.region) => {
    const client = new ResourceGroupsTaggingAPIClient({ ...settings, region });
    const found = new Map<string, Record<string, string>>();
    for await (const page of paginateGetResources(
      { client },
      { TagFilters: [PLATFORM] },
    )) {
      for (const { ResourceARN, Tags } of page.ResourceTagMappingList!) {
        found.set(
          ResourceARN!,
          Object.fromEntries(Tags!.map(({ Key, Value }) => [Key, Value])),
        );
      }
    }
    return found;
  };
  return { world, settings, list, index: createIndexFaults(world) };
}

describe('deleted resources that the tag query lists', () => {
  it('are of every kind, of services that exist and of others, and the same each time', async () => {
    const { world, list, index } = await setUp();
    const before = await list();
    index.set({ keepDeleted: 2 });
    const after = await list();
    const ghosts = [...after].filter(([arn]) => !before.has(arn));
    const count = (part: string) =>
      ghosts.filter(([arn]) => arn.includes(part)).length;
    expect(
      Object.fromEntries(
        [
          ':loadbalancer/app/',
          ':listener/app/',
          ':listener-rule/app/',
          ':targetgroup/',
          ':alarm:',
          ':task:',
          ':replication-config:',
          ':endpoint:',
          ':vpn-connection/',
        ].map(kind => [kind, count(kind)]),
      ),
    ).toEqual({
      ':loadbalancer/app/': 2,
      ':listener/app/': 2,
      // On a listener that exists and on one that does not.
      ':listener-rule/app/': 8,
      ':targetgroup/': 8,
      ':alarm:': 4,
      ':task:': 2,
      ':replication-config:': 2,
      ':endpoint:': 4,
      ':vpn-connection/': 2,
    });
    const named = new Set(
      ghosts.flatMap(([, tags]) => tags['hybrid-platform:service'] ?? []),
    );
    expect([...named].sort()).toEqual(
      [...serviceNames(world).slice(0, 2), 'retired-1', 'retired-2'].sort(),
    );
    const zones = (await list('us-east-1')).keys();
    expect([...zones].filter(arn => arn.includes(':hostedzone/'))).toHaveLength(
      3,
    );
    expect([...(await list()).keys()]).toEqual([...after.keys()]);
    index.clear();
    expect(await list()).toEqual(before);
  });

  it('are unknown to the services themselves, which say so in their own ways', async () => {
    const { settings, list, index } = await setUp();
    const [before, zones] = [await list(), await list('us-east-1')];
    index.set({ keepDeleted: 1 });
    const ghosts = [...(await list()).keys()].filter(arn => !before.has(arn));
    const ghost = (part: string) => ghosts.find(arn => arn.includes(part))!;
    const zone = [...(await list('us-east-1')).keys()].find(
      arn => !zones.has(arn) && arn.includes(':hostedzone/'),
    )!;
    const elb = new ElasticLoadBalancingV2Client(settings);
    const dms = new DatabaseMigrationServiceClient(settings);
    const ec2 = new EC2Client(settings);
    const route53 = new Route53Client(settings);
    const byArn = (Name: string, part: string) => ({
      Filters: [{ Name, Values: [ghost(part)] }],
    });
    const rule = ghost(':listener-rule/app/');
    const answers: [Promise<unknown>, string][] = [
      [
        elb.send(
          new DescribeLoadBalancersCommand({
            LoadBalancerArns: [ghost(':loadbalancer/')],
          }),
        ),
        'LoadBalancerNotFoundException',
      ],
      [
        elb.send(
          new DescribeListenersCommand({
            ListenerArns: [ghost(':listener/app/')],
          }),
        ),
        'ListenerNotFoundException',
      ],
      [
        elb.send(new DescribeRulesCommand({ RuleArns: [rule] })),
        'RuleNotFoundException',
      ],
      [
        elb.send(
          new DescribeRulesCommand({ ListenerArn: ghost(':listener/app/') }),
        ),
        'ListenerNotFoundException',
      ],
      [
        elb.send(new DescribeTagsCommand({ ResourceArns: [rule] })),
        'RuleNotFoundException',
      ],
      [
        elb.send(
          new DescribeTargetHealthCommand({
            TargetGroupArn: ghost(':targetgroup/'),
          }),
        ),
        'TargetGroupNotFoundException',
      ],
      [
        dms.send(
          new DescribeReplicationTasksCommand(
            byArn('replication-task-arn', ':task:'),
          ),
        ),
        'ResourceNotFoundFault',
      ],
      [
        dms.send(
          new DescribeEndpointsCommand(byArn('endpoint-arn', ':endpoint:')),
        ),
        'ResourceNotFoundFault',
      ],
      [
        dms.send(
          new DescribeReplicationConfigsCommand(
            byArn('replication-config-arn', ':replication-config:'),
          ),
        ),
        'ResourceNotFoundFault',
      ],
      [
        ec2.send(
          new DescribeVpnConnectionsCommand({
            VpnConnectionIds: [ghost(':vpn-connection/').split('/')[1]!],
          }),
        ),
        'InvalidVpnConnectionID.NotFound',
      ],
      [
        route53.send(
          new ListResourceRecordSetsCommand({
            HostedZoneId: zone.split('/')[1],
          }),
        ),
        'NoSuchHostedZone',
      ],
    ];
    for (const [answer, name] of answers) {
      await expect(answer).rejects.toMatchObject({ name });
    }
    // CloudWatch leaves alarms out that it does not know.
    const { MetricAlarms } = await new CloudWatchClient(settings).send(
      new DescribeAlarmsCommand({
        AlarmNames: [ghost(':alarm:').split(':alarm:')[1]!],
      }),
    );
    expect(MetricAlarms).toEqual([]);
  });
});

describe('what the tag query has missed', () => {
  it("is a service's rule, a target group, or one tag of them", async () => {
    const { world, list, index } = await setUp();
    const names = naming(world);
    const [cart, group] = [
      names.ruleArn('cart'),
      names.targetGroupArn('cart', 'aws'),
    ];
    index.set({ hide: ['cart', 'cart/aws=hybrid-platform:default-weight'] });
    const found = await list();
    expect(found.has(cart)).toBe(false);
    expect(found.get(group)).toEqual({
      'hybrid-platform:platform': 'shop',
      'hybrid-platform:service': 'cart',
      'hybrid-platform:site': 'aws',
    });
    index.set({ hide: [group] });
    expect([(await list()).has(group), (await list()).has(cart)]).toEqual([
      false,
      true,
    ]);
  });

  it('is filtered by the tags that are listed', async () => {
    const { world, settings, index } = await setUp();
    const arn = naming(world).ruleArn('cart');
    index.set({ hide: [`${arn}=hybrid-platform:platform`] });
    const { ResourceTagMappingList } = await new ResourceGroupsTaggingAPIClient(
      settings,
    ).send(
      new GetResourcesCommand({
        TagFilters: [
          PLATFORM,
          { Key: 'hybrid-platform:service', Values: ['cart'] },
        ],
        ResourceTypeFilters: ['elasticloadbalancing:listener-rule'],
      }),
    );
    expect(ResourceTagMappingList).toEqual([]);
  });

  it.each([
    ['cart', true],
    ['cart/aws', true],
    ['cart/aws=hybrid-platform:site', true],
    ['arn:aws:dms:x:y:task:Z=a=b', true],
    ['nobody', false],
    ['cart/moon', false],
    ['cart/aws/more', false],
    ['', false],
  ])('is named by %p: %p', (name, isRight) => {
    expect(hiddenProblem(name, ['cart']) === undefined).toBe(isRight);
  });
});
