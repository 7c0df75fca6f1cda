import type { PlatformConfig, ServiceConfig } from '../platformConfig';
import type { DnsRecord, LoadBalancer, World } from '../../model';
import { naming } from '../naming';
import { tag } from './tagging';

const CHECKER_REGIONS = [
  'ap-southeast-1',
  'eu-west-1',
  'us-east-1',
  'us-west-2',
];

/** The hosted zone with an alias per host, and a health check through the load balancer. */
export function addDns(
  world: World,
  platform: PlatformConfig,
  services: ServiceConfig[],
): void {
  const names = naming(world);
  const loadBalancer = world.loadBalancing.loadBalancers.get(
    names.loadBalancerArn,
  )!;
  const zone = `${platform.dns.domain}.`;
  world.dns.zones.set(names.hostedZoneId, {
    id: names.hostedZoneId,
    name: zone,
    records: [
      {
        name: zone,
        type: 'NS',
        ttl: 172_800,
        values: ['ns-1.awsdns-01.org.', 'ns-2.awsdns-02.com.'],
      },
      {
        name: zone,
        type: 'SOA',
        ttl: 900,
        values: [
          'ns-1.awsdns-01.org. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400',
        ],
      },
    ],
  });
  world.dns.healthChecks.set(names.healthCheckId, {
    id: names.healthCheckId,
    port: 443,
    ...checkedAt(services, loadBalancer),
    observations: CHECKER_REGIONS.map((region, index) => ({
      region,
      ipAddress: `192.0.2.${10 + index}`,
      ok: true,
      at: world.now(),
      status: 'Success: HTTP Status Code 200, OK',
    })),
  });
  tag(world, `arn:aws:route53:::hostedzone/${names.hostedZoneId}`);
  tag(world, `arn:aws:route53:::healthcheck/${names.healthCheckId}`);
  applyDns(world, services, []);
}

/**
 * Gives each new host its alias and takes away those of hosts that nobody has any more.
 * Records that somebody else made or changed stay as they are.
 */
export function applyDns(
  world: World,
  services: ServiceConfig[],
  previous: ServiceConfig[],
): void {
  const names = naming(world);
  const zone = world.dns.zones.get(names.hostedZoneId);
  const loadBalancer = world.loadBalancing.loadBalancers.get(
    names.loadBalancerArn,
  );
  const healthCheck = world.dns.healthChecks.get(names.healthCheckId);
  if (!zone || !loadBalancer) return;
  if (healthCheck)
    Object.assign(healthCheck, checkedAt(services, loadBalancer));
  const wanted = hostsIn(zone.name, services);
  const gone = new Set(
    [...hostsIn(zone.name, previous)].filter(host => !wanted.has(host)),
  );
  zone.records = zone.records.filter(
    record => !(record.type === 'A' && record.alias && gone.has(record.name)),
  );
  for (const host of wanted) {
    if (!zone.records.some(each => each.name === host && each.type === 'A')) {
      zone.records.push(alias(host, loadBalancer));
    }
  }
}

/** What Route 53 asks: the first service, whichever site serves it. */
function checkedAt(services: ServiceConfig[], loadBalancer: LoadBalancer) {
  const [first] = services;
  return {
    fullyQualifiedDomainName: first?.hosts[0] ?? loadBalancer.dnsName,
    path: first?.healthCheck.path ?? '/',
  };
}

function hostsIn(zone: string, services: ServiceConfig[]): Set<string> {
  return new Set(
    services
      .flatMap(service => service.hosts)
      .map(host => `${host.toLowerCase()}.`)
      .filter(host => host === zone || host.endsWith(`.${zone}`)),
  );
}

function alias(name: string, loadBalancer: LoadBalancer): DnsRecord {
  return {
    name,
    type: 'A',
    alias: {
      dnsName: `dualstack.${loadBalancer.dnsName}.`,
      hostedZoneId: loadBalancer.canonicalHostedZoneId,
      evaluateTargetHealth: false,
    },
  };
}
