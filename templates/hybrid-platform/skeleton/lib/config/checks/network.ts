import { canonical, contains, overlap, prefixOf } from '../cidr';
import { onPremDatabaseOf, type PlatformConfig } from '../platform';

type Finding = [path: string, message: string];

/** AWS keeps these for itself: no tunnel may use them. */
const RESERVED_TUNNEL_CIDRS = [
  ...[0, 1, 2, 3, 4, 5].map(n => `169.254.${n}.0/30`),
  '169.254.169.252/30',
];
const LINK_LOCAL = '169.254.0.0/16';

/** ALB targets outside of the VPC must be in these. */
const PRIVATE_RANGES = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
];

export function checkNetwork(platform: PlatformConfig): Finding[] {
  const { region, availabilityZones, network } = platform;
  const findings: Finding[] = [];
  const ranges: Finding[] = [
    ['network.vpcCidr', network.vpcCidr],
    ...network.onPremCidrs.map(
      (cidr, i): Finding => [`network.onPremCidrs.${i}`, cidr],
    ),
  ];
  for (const [path, cidr] of ranges) {
    if (cidr !== canonical(cidr)) {
      findings.push([path, `${cidr} is not a range: write ${canonical(cidr)}`]);
    }
    if (overlap(cidr, LINK_LOCAL)) {
      findings.push([
        path,
        `${cidr} overlaps ${LINK_LOCAL}, which the tunnels use inside`,
      ]);
    }
  }
  const prefix = prefixOf(network.vpcCidr);
  if (prefix < 16 || prefix > 18) {
    findings.push([
      'network.vpcCidr',
      `/${prefix} does not fit: a VPC has at most a /16, and its subnets (a /20 and two /24 per zone) need at least a /18`,
    ]);
  }
  ranges.forEach(([path, cidr], i) =>
    ranges.slice(0, i).forEach(([otherPath, other]) => {
      if (overlap(cidr, other)) {
        findings.push([path, `${cidr} overlaps ${otherPath} ${other}`]);
      }
    }),
  );
  network.onPremCidrs.forEach((cidr, i) => {
    if (!PRIVATE_RANGES.some(range => contains(range, cidr.split('/')[0]))) {
      findings.push([
        `network.onPremCidrs.${i}`,
        `${cidr} is not private: a load balancer reaches targets on-prem in ${PRIVATE_RANGES.join(
          ', ',
        )} only`,
      ]);
    }
  });
  availabilityZones.forEach((zone, i) => {
    if (!new RegExp(`^${region}[a-z]$`).test(zone)) {
      findings.push([
        `availabilityZones.${i}`,
        `${zone} is not a zone of ${region}, such as ${region}a`,
      ]);
    }
    if (availabilityZones.indexOf(zone) !== i) {
      findings.push([`availabilityZones.${i}`, `${zone} is listed twice`]);
    }
  });
  if (network.natGateways > availabilityZones.length) {
    findings.push([
      'network.natGateways',
      `${network.natGateways} is more than the ${availabilityZones.length} availability zones`,
    ]);
  }
  return findings;
}

export function checkVpn({ vpn, network }: PlatformConfig): Finding[] {
  const findings: Finding[] = [];
  if (vpn.routing === 'static' && vpn.tunnels?.length === 2) {
    findings.push([
      'vpn.tunnels',
      'two tunnels need BGP: with static routing both are used at once, asymmetrically, and packets are lost. Set vpn.routing to bgp, or list one tunnel',
    ]);
  }
  if (vpn.routing === 'bgp' && vpn.tunnels?.length === 1) {
    findings.push([
      'vpn.tunnels',
      'BGP is there to use both tunnels: list two, or none for the defaults',
    ]);
  }
  if (vpn.routing === 'static' && vpn.gateway === 'tgw') {
    findings.push([
      'vpn.gateway',
      'a transit gateway needs BGP: CloudFormation does not know the attachment that a static route would lead to. Set vpn.routing to bgp, or vpn.gateway to vgw',
    ]);
  }
  if (vpn.bgp.onPremAsn === vpn.bgp.awsAsn) {
    findings.push([
      'vpn.bgp.onPremAsn',
      `must differ from vpn.bgp.awsAsn ${vpn.bgp.awsAsn}`,
    ]);
  }
  if (
    network.onPremCidrs.some(cidr => contains(cidr, vpn.customerGatewayAddress))
  ) {
    findings.push([
      'vpn.customerGatewayAddress',
      `${vpn.customerGatewayAddress} is in an on-prem range: it must be the public address of the gateway`,
    ]);
  }
  vpn.tunnels?.forEach(({ insideCidr }, i) => {
    const path = `vpn.tunnels.${i}.insideCidr`;
    if (
      prefixOf(insideCidr) !== 30 ||
      insideCidr !== canonical(insideCidr) ||
      !overlap(insideCidr, LINK_LOCAL)
    ) {
      findings.push([path, `${insideCidr} must be a /30 of ${LINK_LOCAL}`]);
    } else if (RESERVED_TUNNEL_CIDRS.includes(insideCidr)) {
      findings.push([path, `${insideCidr} is reserved by AWS: take another`]);
    }
    if (
      vpn
        .tunnels!.slice(0, i)
        .some(other => overlap(other.insideCidr, insideCidr))
    ) {
      findings.push([path, `${insideCidr} is used by the other tunnel`]);
    }
  });
  return findings;
}

export function checkOnPremDatabase(platform: PlatformConfig): Finding[] {
  const { address } = onPremDatabaseOf(platform);
  return platform.network.onPremCidrs.some(cidr => contains(cidr, address))
    ? []
    : [['data.onPrem.address', `${address} is in none of network.onPremCidrs`]];
}
