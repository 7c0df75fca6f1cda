import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PlatformConfig } from '../../lib/config';
import { tunnelOptions } from '../../lib/vpn/tunnel-options';
import { vpnFiles } from '../../onprem/vpn';
import { PROPOSALS } from '../../onprem/vpn/swanctl';
import { gatewayTunnels } from '../../onprem/vpn/tunnels';
import { example } from '../support/platform';

const platformWith = (overrides: Parameters<typeof example>[0]) =>
  example(overrides).platform;

/** As AWS lists them: in an order of its own. */
const described = [
  { OutsideIpAddress: '198.51.100.22', TunnelInsideCidr: '169.254.11.0/30' },
  { OutsideIpAddress: '198.51.100.11', TunnelInsideCidr: '169.254.10.0/30' },
];

const files = (platform: PlatformConfig) =>
  new Map(
    vpnFiles(platform, described).map(({ path, text }) => [
      path.replace(/^root\/etc\//, ''),
      text,
    ]),
  );
const bgp = (preferredTunnel: 1 | 2 = 1) =>
  platformWith({ vpn: { routing: 'bgp', bgp: { preferredTunnel } } });
const fixed = platformWith({ vpn: { routing: 'static' } });

describe('the tunnels of the gateway on-prem', () => {
  it('are known by the range inside, not by the order in which AWS lists them', () => {
    assert.deepEqual(
      gatewayTunnels(bgp(), described).map(tunnel => tunnel.outsideAddress),
      ['198.51.100.11', '198.51.100.22'],
    );
  });

  it('are refused when AWS has not made them as configured', () => {
    assert.throws(
      () => gatewayTunnels(bgp(), described.slice(1)),
      /no tunnel with the inside range 169\.254\.11\.0\/30; it has 169\.254\.10\.0\/30/,
    );
  });

  it('are refused when the file is something else', () => {
    assert.throws(
      () => gatewayTunnels(bgp(), { VpnConnections: [] }),
      /must be a JSON list/,
    );
  });
});

describe('static routing', () => {
  it('configures one tunnel, however many AWS has', () => {
    const paths = [...files(fixed).keys()];
    assert.deepEqual(
      paths.filter(path => path.startsWith('swanctl/')),
      ['swanctl/conf.d/tunnel1.conf'],
    );
    assert.equal(paths.includes('frr/frr.conf'), false);
  });

  it('routes the VPC into it', () => {
    assert.match(
      files(fixed).get('hybrid-platform/vpn/routes')!,
      /^10\.20\.0\.0\/16 ipsec0$/m,
    );
  });
});

describe('BGP', () => {
  it('configures both tunnels and no static route', () => {
    const made = files(bgp());
    assert.ok(made.has('swanctl/conf.d/tunnel1.conf'));
    assert.ok(made.has('swanctl/conf.d/tunnel2.conf'));
    assert.doesNotMatch(made.get('hybrid-platform/vpn/routes')!, /ipsec/);
  });

  for (const preferred of [1, 2] as const) {
    const other = preferred === 1 ? 2 : 1;
    it(`prefers tunnel ${preferred} in both directions when it is the preferred one`, () => {
      const conf = files(bgp(preferred)).get('frr/frr.conf')!;
      const map = (name: string) =>
        conf.match(new RegExp(`route-map ${name} permit 10\n([^]*?)exit`))![1];
      assert.match(map(`FROM-TUNNEL${preferred}`), /local-preference 200/);
      assert.match(map(`FROM-TUNNEL${other}`), /local-preference 100/);
      assert.match(map(`TO-TUNNEL${preferred}`), /metric 100\n$/);
      assert.match(
        map(`TO-TUNNEL${other}`),
        /metric 200\n set as-path prepend/,
      );
    });
  }

  it('announces every range on-prem and takes nothing but the VPC', () => {
    const conf = files(
      platformWith({
        vpn: { routing: 'bgp' },
        network: {
          vpcCidr: '10.20.0.0/16',
          onPremCidrs: ['192.168.10.0/24', '192.168.20.0/24'],
        },
      }),
    ).get('frr/frr.conf')!;
    assert.deepEqual(conf.match(/prefix-list TO-AWS .*/g), [
      'prefix-list TO-AWS seq 5 permit 192.168.10.0/24',
      'prefix-list TO-AWS seq 10 permit 192.168.20.0/24',
    ]);
    assert.deepEqual(conf.match(/prefix-list FROM-AWS seq .*/g), [
      'prefix-list FROM-AWS seq 5 permit 10.20.0.0/16',
    ]);
    assert.match(conf, /network 192\.168\.20\.0\/24/);
  });
});

describe('a tunnel', () => {
  it('offers only what AWS is told to accept', () => {
    const [aws] = tunnelOptions(bgp(), ['', ''], 'arn');
    const values = (list: unknown) =>
      (list as { value: string | number }[]).map(({ value }) => value);
    assert.equal(PROPOSALS.ike, 'aes256-sha384-ecp384');
    assert.ok(values(aws.phase1EncryptionAlgorithms).includes('AES256'));
    assert.ok(values(aws.phase1IntegrityAlgorithms).includes('SHA2-384'));
    assert.ok(values(aws.phase1DhGroupNumbers).includes(20));
    assert.equal(PROPOSALS.esp, 'aes256gcm16-ecp384');
    assert.ok(values(aws.phase2EncryptionAlgorithms).includes('AES256-GCM-16'));
    assert.ok(values(aws.phase2DhGroupNumbers).includes(20));
  });

  it('names the gateway by the address that AWS knows', () => {
    const conf = files(fixed).get('swanctl/conf.d/tunnel1.conf')!;
    assert.match(conf, /id = 203\.0\.113\.10/);
    assert.match(conf, /remote_addrs = 198\.51\.100\.11/);
  });

  it('has no secret in any file', () => {
    for (const [path, text] of files(bgp())) {
      if (path.includes('sbin/')) continue;
      assert.doesNotMatch(text, /secret\s*=/, path);
    }
  });
});
