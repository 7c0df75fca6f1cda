import type { ResourceRecordSet } from '@aws-sdk/client-route-53';
import type {
  DnsRecordStatus,
  HealthState,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { isHostedZone } from '../aws/arns';
import { isNotFound, isTransient } from '../aws/failures';
import type { PlatformAws } from '../aws/PlatformAws';
import { problemIn } from '../errors';

/**
 * The DNS records that lead to the platform: of its tagged hosted zones, those that are
 * aliases of its load balancers, and those that a health check decides on.
 */
export async function readDns(
  aws: PlatformAws,
  loadBalancerArns: string[],
): Promise<DnsRecordStatus[]> {
  const zones = (await aws.taggedHostedZones())
    .map(({ arn }) => arn)
    .filter(isHostedZone)
    .map(arn => arn.slice(arn.lastIndexOf('/') + 1));
  if (zones.length === 0) return [];
  const loadBalancers = new Set(
    (await aws.loadBalancerNames(loadBalancerArns)).map(normalise),
  );
  const perZone = await Promise.all(
    zones.map(async zone =>
      (await unlessGone(aws.records(zone), []))
        .filter(record => leadsToPlatform(record, loadBalancers))
        .map(record => ({ zone, record })),
    ),
  );
  return Promise.all(
    perZone.flat().map(async ({ zone, record }) => ({
      name: record.Name!.replace(/\.$/, ''),
      type: record.Type!,
      zone,
      target: targetOf(record),
      health: await healthOf(aws, record),
    })),
  );
}

function leadsToPlatform(
  record: ResourceRecordSet,
  loadBalancers: Set<string>,
): boolean {
  const alias = record.AliasTarget?.DNSName;
  return (
    record.HealthCheckId !== undefined ||
    (alias !== undefined && loadBalancers.has(normalise(alias)))
  );
}

/** Route 53 adds a closing dot, and the console a `dualstack.` prefix. */
function normalise(name: string): string {
  return name
    .toLowerCase()
    .replace(/\.$/, '')
    .replace(/^dualstack\./, '');
}

function targetOf(record: ResourceRecordSet): string {
  return record.AliasTarget
    ? normalise(record.AliasTarget.DNSName!)
    : (record.ResourceRecords ?? []).map(({ Value }) => Value).join(', ');
}

/**
 * Route 53 itself takes an endpoint for healthy when more than 18 % of its checkers do. What the
 * role may not read does not hide the record.
 */
async function healthOf(
  aws: PlatformAws,
  record: ResourceRecordSet,
): Promise<HealthState> {
  if (!record.HealthCheckId) return 'unknown';
  const { healthy, total } = await askCheckers(aws, record.HealthCheckId);
  if (total === 0) return 'unknown';
  if (healthy === total) return 'healthy';
  return healthy / total > 0.18 ? 'degraded' : 'unhealthy';
}

async function askCheckers(
  aws: PlatformAws,
  healthCheckId: string,
): Promise<{ healthy: number; total: number }> {
  const nobody = { healthy: 0, total: 0 };
  try {
    return await unlessGone(aws.healthyCheckers(healthCheckId), nobody);
  } catch (error) {
    const problem = problemIn(error);
    if (!problem || isTransient(problem)) throw error;
    return nobody;
  }
}

/** The tag index lists a zone, and a record names a check, that somebody has deleted. */
async function unlessGone<T>(asked: Promise<T>, otherwise: T): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (isNotFound(error)) return otherwise;
    throw error;
  }
}
