import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Platform, example, tagsOf } from './support/platform';

const platform = new Platform(example());
const subnets = (of = platform) => of.resources('Network', 'AWS::EC2::Subnet');

describe('the network', () => {
  it('has three subnets in each of the zones of the configuration', () => {
    assert.equal(subnets().length, 6);
    assert.deepEqual(
      [
        ...new Set(
          subnets().map(({ Properties }) => Properties.AvailabilityZone),
        ),
      ],
      ['ap-northeast-2a', 'ap-northeast-2c'],
    );
  });

  it('fits into a /18 with three zones', () => {
    const three = new Platform(
      example({
        availabilityZones: [
          'ap-northeast-2a',
          'ap-northeast-2b',
          'ap-northeast-2c',
        ],
        network: { vpcCidr: '10.20.0.0/18', natGateways: 3 },
      }),
    );
    assert.equal(subnets(three).length, 9);
    assert.equal(three.resources('Network', 'AWS::EC2::NatGateway').length, 3);
  });

  it('tells the load balancer controller and Karpenter which subnets are theirs', () => {
    const named = (name: string) =>
      subnets().filter(({ id }) => id.includes(name));
    for (const subnet of named('Private')) {
      assert.equal(tagsOf(subnet)['kubernetes.io/role/internal-elb'], '1');
      assert.equal(tagsOf(subnet)['karpenter.sh/discovery'], 'shop');
    }
    for (const subnet of named('Public')) {
      assert.equal(tagsOf(subnet)['kubernetes.io/role/elb'], '1');
      assert.equal(tagsOf(subnet)['karpenter.sh/discovery'], undefined);
    }
  });

  it('logs its flows and reaches S3 and the secrets without the internet', () => {
    assert.equal(
      platform.only('Network', 'AWS::EC2::FlowLog').Properties.TrafficType,
      'ALL',
    );
    const types = platform
      .resources('Network', 'AWS::EC2::VPCEndpoint')
      .map(({ Properties }) => Properties.VpcEndpointType);
    assert.deepEqual(types.sort(), ['Gateway', 'Interface', 'Interface']);
  });
});
