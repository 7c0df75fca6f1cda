import type { PlatformConfig } from '../../lib/config';
import { lines } from '../files';
import type { GatewayTunnel } from './tunnels';

const indent = (text: string) => ` ${text}`;

/**
 * BGP over both tunnels, with one preferred in both directions: traffic that leaves through one
 * tunnel and returns through the other is dropped by stateful firewalls. Local preference
 * decides for what leaves; a longer AS path and a higher MED on the other tunnel decide for what
 * returns. AWS has a hold time of 30 s, so a tunnel that is lost in silence is left within that.
 */
export function frrConf(
  { id, network, vpn }: PlatformConfig,
  tunnels: readonly GatewayTunnel[],
): string {
  const { onPremAsn, awsAsn } = vpn.bgp;
  const routerId = tunnels[0].onPremAddress;
  return lines(
    'frr defaults traditional',
    `hostname ${id}-vpn`,
    'log syslog informational',
    'service integrated-vtysh-config',
    '!',
    '! From AWS nothing but the VPC, to AWS nothing but the ranges on-prem.',
    `ip prefix-list FROM-AWS seq 5 permit ${network.vpcCidr}`,
    ...network.onPremCidrs.map(
      (cidr, index) =>
        `ip prefix-list TO-AWS seq ${(index + 1) * 5} permit ${cidr}`,
    ),
    '!',
    ...tunnels.flatMap(routeMaps(onPremAsn)),
    `router bgp ${onPremAsn}`,
    indent(`bgp router-id ${routerId}`),
    indent('bgp log-neighbor-changes'),
    indent('no bgp default ipv4-unicast'),
    indent('! The ranges on-prem may be reached by a default route only.'),
    indent('no bgp network import-check'),
    ...tunnels
      .flatMap(({ awsAddress, number }) => [
        `neighbor ${awsAddress} remote-as ${awsAsn}`,
        `neighbor ${awsAddress} description tunnel${number}`,
        `neighbor ${awsAddress} timers 10 30`,
        `neighbor ${awsAddress} timers connect 10`,
      ])
      .map(indent),
    indent('!'),
    indent('address-family ipv4 unicast'),
    ...network.onPremCidrs.map(cidr => indent(` network ${cidr}`)),
    ...tunnels
      .flatMap(({ awsAddress, number }) => [
        ` neighbor ${awsAddress} activate`,
        ` neighbor ${awsAddress} soft-reconfiguration inbound`,
        ` neighbor ${awsAddress} maximum-prefix 100`,
        ` neighbor ${awsAddress} route-map FROM-TUNNEL${number} in`,
        ` neighbor ${awsAddress} route-map TO-TUNNEL${number} out`,
      ])
      .map(indent),
    indent('exit-address-family'),
    'exit',
    '!',
  );
}

const routeMaps =
  (asn: number) =>
  ({ number, preferred }: GatewayTunnel) =>
    [
      `route-map FROM-TUNNEL${number} permit 10`,
      indent('match ip address prefix-list FROM-AWS'),
      indent(`set local-preference ${preferred ? 200 : 100}`),
      'exit',
      '!',
      `route-map TO-TUNNEL${number} permit 10`,
      indent('match ip address prefix-list TO-AWS'),
      indent(`set metric ${preferred ? 100 : 200}`),
      ...(preferred ? [] : [indent(`set as-path prepend ${asn} ${asn}`)]),
      'exit',
      '!',
    ];

/** Which of FRR's daemons run. */
export function frrDaemons(): string {
  return lines(
    'bgpd=yes',
    'vtysh_enable=yes',
    'zebra_options="  -A 127.0.0.1 -s 90000000"',
    'bgpd_options="   -A 127.0.0.1"',
  );
}
