import {
  ChangeResourceRecordSetsCommand,
  type Change,
} from '@aws-sdk/client-route-53';
import { randomUUID } from 'node:crypto';
import type { DnsRecord, HostedZone, World } from '../../model';
import { AwsError, on } from '../../wire';
import { noSuchHealthCheck } from './healthChecks';
import { escapedName, isInZone } from './names';
import { readRecord } from './readRecord';
import { invalidInput, zoneOf } from './zones';

/**
 * All changes of a batch are made, or none: they are tried on a copy of the zone's records.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html
 */
export const changeOperation = (world: World) =>
  on(ChangeResourceRecordSetsCommand)(({ HostedZoneId, ChangeBatch }) => {
    const zone = zoneOf(world, HostedZoneId);
    const changes = ChangeBatch?.Changes ?? [];
    if (changes.length < 1 || changes.length > 1000) {
      throw invalidInput('A change batch must have 1 to 1000 changes');
    }
    const read = changes.map(change => readChange(change, world));
    const records = [...zone.records];
    const problems = read.flatMap(({ action, record }) =>
      apply(action, record, records, zone),
    );
    if (problems.length === 0) problems.push(...conflicts(records, zone));
    if (problems.length > 0) {
      throw new AwsError('InvalidChangeBatch', `[${problems.join(', ')}]`);
    }
    zone.records = records;
    return {
      ChangeInfo: {
        Id: `/change/C${randomUUID()
          .replace(/-/g, '')
          .slice(0, 20)
          .toUpperCase()}`,
        Status: 'PENDING' as const,
        SubmittedAt: new Date(world.now()),
        Comment: ChangeBatch?.Comment,
      },
    };
  });

function readChange({ Action, ResourceRecordSet }: Change, world: World) {
  if (Action !== 'CREATE' && Action !== 'DELETE' && Action !== 'UPSERT') {
    throw invalidInput(
      `Invalid Action '${Action}': it must be one of CREATE, DELETE, UPSERT`,
    );
  }
  const record = readRecord(ResourceRecordSet!, Action);
  const { healthCheckId } = record;
  if (healthCheckId && !world.dns.healthChecks.has(healthCheckId)) {
    throw noSuchHealthCheck(healthCheckId);
  }
  return { action: Action, record };
}

const isSame = (a: DnsRecord, b: DnsRecord) =>
  a.name === b.name && a.type === b.type && a.setIdentifier === b.setIdentifier;

/** Makes one change to the copy; gives what is wrong with it. */
function apply(
  action: 'CREATE' | 'DELETE' | 'UPSERT',
  record: DnsRecord,
  records: DnsRecord[],
  zone: HostedZone,
): string[] {
  const name = escapedName(record.name);
  if (!isInZone(record.name, zone.name)) {
    return [
      `RRSet with DNS name ${name} is not permitted in zone ${zone.name}`,
    ];
  }
  const at = records.findIndex(each => isSame(each, record));
  const label = [
    `name='${name}'`,
    `type='${record.type}'`,
    ...(record.setIdentifier
      ? [`set identifier='${record.setIdentifier}'`]
      : []),
  ].join(', ');
  if (action === 'CREATE' && at >= 0) {
    return [
      `Tried to create resource record set [${label}] but it already exists`,
    ];
  }
  if (action !== 'DELETE') {
    if (at >= 0) records[at] = record;
    else records.push(record);
    return [];
  }
  if (at < 0) {
    return [
      `Tried to delete resource record set [${label}] but it was not found`,
    ];
  }
  if (fingerprint(records[at]) !== fingerprint(record)) {
    return [
      `Tried to delete resource record set [${label}] but the values provided do not match the current values`,
    ];
  }
  records.splice(at, 1);
  return [];
}

function fingerprint(record: DnsRecord) {
  return JSON.stringify([
    record.ttl,
    [...(record.values ?? [])].sort(),
    record.alias && Object.values(record.alias),
    record.weight,
    record.failover,
    record.healthCheckId,
  ]);
}

/** What the records of a zone must not be together. */
function conflicts(records: DnsRecord[], zone: HostedZone): string[] {
  const problems: string[] = [];
  for (const type of ['SOA', 'NS']) {
    const isOne = (each: DnsRecord) =>
      each.type === type && each.name === zone.name;
    if (zone.records.some(isOne) && !records.some(isOne)) {
      problems.push(
        `A HostedZone must contain ${
          type === 'SOA'
            ? 'exactly one SOA record'
            : 'at least one NS record for the zone itself'
        }.`,
      );
    }
  }
  for (const [name, sameName] of groupBy(records, record => record.name)) {
    const cname = sameName.some(({ type }) => type === 'CNAME');
    if (
      cname &&
      (name === zone.name || sameName.some(r => r.type !== 'CNAME'))
    ) {
      problems.push(
        name === zone.name
          ? `RRSet of type CNAME with DNS name ${name} is not permitted at apex in zone ${zone.name}`
          : `RRSet of type CNAME with DNS name ${name} is not permitted as it conflicts with other records with the same DNS name in zone ${zone.name}`,
      );
    }
    for (const [type, set] of groupBy(sameName, ({ type: t }) => t)) {
      if (new Set(set.map(policyOf)).size > 1) {
        problems.push(
          `RRSet with DNS name ${escapedName(
            name,
          )}, type ${type} cannot be created as a non multi-valued or different routing policy RRSet exists with the same name and type`,
        );
      }
    }
  }
  return problems;
}

function policyOf({ weight, failover }: DnsRecord) {
  if (weight !== undefined) return 'weighted';
  return failover === undefined ? 'simple' : 'failover';
}

function groupBy<T>(items: T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
