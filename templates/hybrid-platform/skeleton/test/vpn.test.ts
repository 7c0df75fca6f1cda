import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Platform, example } from './support/platform';

const bgp = new Platform(example());
const fixed = new Platform(example({ vpn: { routing: 'static' } }));
const transit = new Platform(example({ vpn: { gateway: 'tgw' } }));

const connection = (platform: Platform) =>
  platform.only('Vpn', 'AWS::EC2::VPNConnection').Properties;
const alarms = (platform: Platform) =>
  platform
    .resources('Vpn', 'AWS::CloudWatch::Alarm')
    .map(({ Properties }) => Properties);

describe('the VPN with BGP', () => {
  it('uses both tunnels, and AWS starts them', () => {
    const { StaticRoutesOnly, VpnTunnelOptionsSpecifications: tunnels } =
      connection(bgp);
    assert.equal(StaticRoutesOnly, false);
    assert.deepEqual(
      tunnels.map((tunnel: any) => [
        tunnel.TunnelInsideCidr,
        tunnel.StartupAction,
      ]),
      [
        ['169.254.10.0/30', 'start'],
        ['169.254.11.0/30', 'start'],
      ],
    );
  });

  it('has no static route', () => {
    assert.equal(
      bgp.resources('Vpn', 'AWS::EC2::VPNConnectionRoute').length,
      0,
    );
  });

  it('tells of one tunnel that is lost, and of both', () => {
    assert.deepEqual(
      alarms(bgp).map(({ AlarmName, Statistic, Threshold }) => [
        AlarmName,
        Statistic,
        Threshold,
      ]),
      [
        ['shop-vpn-down', 'Maximum', 1],
        ['shop-vpn-tunnel-lost', 'Average', 1],
      ],
    );
  });

  it('logs the tunnels and their BGP sessions', () => {
    for (const { LogOptions } of connection(bgp)
      .VpnTunnelOptionsSpecifications) {
      const { LogEnabled, BgpLogEnabled } = LogOptions.CloudwatchLogOptions;
      assert.deepEqual([LogEnabled, BgpLogEnabled], [true, true]);
    }
  });
});

describe('the VPN with static routing', () => {
  it('uses one tunnel: two would be used at once, asymmetrically', () => {
    const [first, second] = connection(fixed).VpnTunnelOptionsSpecifications;
    assert.deepEqual(
      [first.TunnelInsideCidr, first.StartupAction],
      ['169.254.10.0/30', 'start'],
    );
    assert.deepEqual(
      [second.TunnelInsideCidr, second.StartupAction],
      [undefined, 'add'],
    );
  });

  it('has a route to every range on-prem', () => {
    assert.equal(connection(fixed).StaticRoutesOnly, true);
    assert.deepEqual(
      fixed
        .resources('Vpn', 'AWS::EC2::VPNConnectionRoute')
        .map(({ Properties }) => Properties.DestinationCidrBlock),
      ['192.168.10.0/24'],
    );
  });

  it('does not tell of the second tunnel, which is always down', () => {
    assert.deepEqual(
      alarms(fixed).map(({ AlarmName }) => AlarmName),
      ['shop-vpn-down'],
    );
  });
});

describe('every VPN', () => {
  for (const [name, platform] of Object.entries({ bgp, fixed, transit })) {
    it(`has keys that AWS accepts and no file contains (${name})`, () => {
      for (const { PreSharedKey } of connection(platform)
        .VpnTunnelOptionsSpecifications) {
        assert.match(
          JSON.stringify(PreSharedKey),
          /\{\{resolve:secretsmanager:/,
        );
      }
      for (const { Properties } of platform.resources(
        'Vpn',
        'AWS::SecretsManager::Secret',
      )) {
        assert.deepEqual(Properties.GenerateSecretString, {
          PasswordLength: 48,
          ExcludePunctuation: true,
          ExcludeCharacters: '0',
        });
      }
    });

    it(`speaks IKEv2 with strong algorithms only (${name})`, () => {
      for (const tunnel of connection(platform)
        .VpnTunnelOptionsSpecifications) {
        assert.deepEqual(tunnel.IKEVersions, [{ Value: 'ikev2' }]);
        const text = JSON.stringify(tunnel);
        assert.doesNotMatch(text, /SHA1|AES128|"Value":2\}/);
        assert.ok(tunnel.DPDTimeoutSeconds >= 30);
      }
    });
  }

  it('leads from every subnet to on-prem: the load balancer is in the public ones', () => {
    const { RouteTableIds } = bgp.only(
      'Vpn',
      'AWS::EC2::VPNGatewayRoutePropagation',
    ).Properties;
    assert.equal(RouteTableIds.length, 6);
    const routes = transit
      .resources('Vpn', 'AWS::EC2::Route')
      .map(({ Properties }) => Properties.DestinationCidrBlock);
    assert.deepEqual(routes, Array(6).fill('192.168.10.0/24'));
  });

  it('ends at the gateway that the configuration names', () => {
    assert.ok(connection(bgp).VpnGatewayId);
    assert.ok(connection(transit).TransitGatewayId);
    assert.equal(connection(transit).VpnGatewayId, undefined);
  });
});
