import {
  GetResourcesCommand,
  paginateGetResources,
  ResourceGroupsTaggingAPIClient,
  type GetResourcesInput,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { inProcessAws } from '../../testing/clients';
import { example, exampleWorld } from '../../testing/exampleWorld';

function setUp(services?: string[]) {
  const world = exampleWorld(services);
  const { settings } = inProcessAws(world);
  const client = new ResourceGroupsTaggingAPIClient(settings);
  const get = (input: GetResourcesInput) =>
    client.send(new GetResourcesCommand(input));
  return {
    world,
    client,
    get,
    arns: async (input: GetResourcesInput) =>
      (await get(input)).ResourceTagMappingList!.map(
        ({ ResourceARN }) => ResourceARN,
      ),
  };
}

describe('GetResources', () => {
  it('finds listener rules, which AWS calls elasticloadbalancing:listener-rule', async () => {
    const { get } = setUp(['cart']);
    const { ResourceTagMappingList, PaginationToken } = await get({
      ResourceTypeFilters: ['elasticloadbalancing:listener-rule'],
    });
    expect(ResourceTagMappingList).toEqual([
      {
        ResourceARN: example.rule('cart'),
        Tags: [
          { Key: 'hybrid-platform:platform', Value: 'shop' },
          { Key: 'hybrid-platform:service', Value: 'cart' },
        ],
      },
    ]);
    expect(PaginationToken).toBe('');
  });

  it.each([
    ['elasticloadbalancing:listener-rule/app', 1],
    ['elasticloadbalancing:listener', 1],
    ['elasticloadbalancing:loadbalancer', 1],
    ['elasticloadbalancing:targetgroup', 2],
    ['elasticloadbalancing', 5],
    ['cloudwatch:alarm', 2],
    ['dms:task', 1],
    ['dms', 2],
    ['ec2:vpn-connection', 1],
    ['ec2:instance', 0],
  ])('finds the resources of type %s', async (type, count) => {
    const { arns } = setUp(['cart']);
    expect(await arns({ ResourceTypeFilters: [type] })).toHaveLength(count);
  });

  it('wants every key, and one of its values', async () => {
    const { arns } = setUp(['cart', 'order', 'search']);
    const site = { Key: 'hybrid-platform:site', Values: ['on-prem'] };
    const service = {
      Key: 'hybrid-platform:service',
      Values: ['cart', 'order'],
    };
    expect(await arns({ TagFilters: [site, service] })).toEqual([
      example.targetGroup('cart', 'on-prem'),
      example.targetGroup('order', 'on-prem'),
    ]);
    expect(
      await arns({ TagFilters: [{ Key: 'hybrid-platform:site' }] }),
    ).toHaveLength(6);
    expect(await arns({ TagFilters: [{ Key: 'colour' }] })).toEqual([]);
  });

  it('pages, and neither repeats nor hides a resource when tags change meanwhile', async () => {
    const { client, world } = setUp(
      Array.from({ length: 40 }, (_, index) => `service-${index}`),
    );
    const expected = [...world.tags.keys()].sort();
    const seen: (string | undefined)[] = [];
    for await (const page of paginateGetResources(
      { client, pageSize: 50 },
      {},
    )) {
      expect(page.ResourceTagMappingList!.length).toBeLessThanOrEqual(50);
      seen.push(...page.ResourceTagMappingList!.map(r => r.ResourceARN));
      world.tags.delete(seen[seen.length - 1]!);
    }
    expect(seen).toEqual(expected);
    expect(seen.length).toBeGreaterThan(200);
  });

  it('finds global resources in us-east-1, and nothing in another Region', async () => {
    const world = exampleWorld();
    world.tags.set('arn:aws:route53:::hostedzone/Z1', new Map([['a', 'b']]));
    const { settings } = inProcessAws(world);
    const find = async (region: string) => {
      const client = new ResourceGroupsTaggingAPIClient({
        ...settings,
        region,
      });
      const found = await client.send(new GetResourcesCommand({}));
      return found.ResourceTagMappingList!.map(each => each.ResourceARN);
    };
    expect(await find('us-east-1')).toEqual([
      'arn:aws:route53:::hostedzone/Z1',
    ]);
    expect(await find('eu-west-1')).toEqual([]);
  });

  it.each<[string, GetResourcesInput]>([
    ['a page of 0', { ResourcesPerPage: 0 }],
    ['a page of 101', { ResourcesPerPage: 101 }],
    ['150 tags per page', { TagsPerPage: 150 }],
    ['a token of its own making', { PaginationToken: 'abc' }],
    ['51 keys', { TagFilters: Array(51).fill({ Key: 'k' }) }],
    ['21 values', { TagFilters: [{ Key: 'k', Values: Array(21).fill('v') }] }],
    ['a filter without a key', { TagFilters: [{ Values: ['v'] }] }],
    ['a type that is none', { ResourceTypeFilters: ['Elastic Load'] }],
    [
      'ARNs together with filters',
      { ResourceARNList: [example.listener], TagFilters: [{ Key: 'k' }] },
    ],
  ])('refuses %s', async (_, input) => {
    const { get } = setUp();
    await expect(get(input)).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  });

  it('takes ARNs instead of filters', async () => {
    const { arns } = setUp();
    expect(
      await arns({
        ResourceARNList: [example.listener, `${example.listener}x`],
      }),
    ).toEqual([example.listener]);
  });
});
