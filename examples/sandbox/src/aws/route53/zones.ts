import {
  ListHostedZonesByNameCommand,
  ListResourceRecordSetsCommand,
  type ResourceRecordSet,
} from '@aws-sdk/client-route-53';
import type { DnsRecord, HostedZone, World } from '../../model';
import { AwsError, on } from '../../wire';
import { byString } from '../paging';
import { escapedName, isDomainName, normalName, sortKey } from './names';

/**
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListHostedZonesByName.html
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListResourceRecordSets.html
 */
export const zoneOperations = (world: World) => [
  on(ListHostedZonesByNameCommand)(input => {
    const { DNSName, HostedZoneId } = input;
    const size = maxItems(input.MaxItems, 100);
    if (HostedZoneId !== undefined && DNSName === undefined) {
      throw invalidInput('HostedZoneId cannot be specified without DNSName');
    }
    if (DNSName !== undefined && !isDomainName(DNSName)) {
      throw new AwsError(
        'InvalidDomainName',
        `${DNSName} is not a valid domain name`,
      );
    }
    const key = ({ name, id }: HostedZone) => `${sortKey(name)} ${id}`;
    const from =
      DNSName === undefined
        ? ''
        : `${sortKey(DNSName)} ${bareId(HostedZoneId ?? '')}`;
    const zones = [...world.dns.zones.values()]
      .filter(zone => key(zone) >= from)
      .sort(byString(key));
    const following = zones[size];
    return {
      HostedZones: zones.slice(0, size).map(renderZone),
      DNSName,
      HostedZoneId,
      IsTruncated: following !== undefined,
      NextDNSName: following?.name,
      NextHostedZoneId: following?.id,
      MaxItems: size,
    };
  }),

  on(ListResourceRecordSetsCommand)(input => {
    const zone = zoneOf(world, input.HostedZoneId);
    const size = maxItems(input.MaxItems, 300);
    const { StartRecordName, StartRecordType, StartRecordIdentifier } = input;
    if (StartRecordType !== undefined && StartRecordName === undefined) {
      throw invalidInput(
        'The request requires a name when a type is specified',
      );
    }
    if (StartRecordIdentifier !== undefined && StartRecordType === undefined) {
      throw invalidInput(
        'The request requires a type when an identifier is specified',
      );
    }
    const from =
      StartRecordName === undefined
        ? ''
        : [
            sortKey(StartRecordName),
            StartRecordType ?? '',
            StartRecordIdentifier ?? '',
          ].join(' ');
    const records = zone.records
      .filter(record => recordKey(record) >= from)
      .sort(byString(recordKey));
    const following = records[size];
    return {
      ResourceRecordSets: records.slice(0, size).map(renderRecord),
      IsTruncated: following !== undefined,
      NextRecordName: following && escapedName(following.name),
      NextRecordType: following?.type as 'A' | undefined,
      NextRecordIdentifier: following?.setIdentifier,
      MaxItems: size,
    };
  }),
];

export function invalidInput(message: string) {
  return new AwsError('InvalidInput', message);
}

/** The zone of an id, which may have the prefix that answers give it. */
export function zoneOf(world: World, id = ''): HostedZone {
  const zone = world.dns.zones.get(bareId(id));
  if (!zone) {
    throw new AwsError(
      'NoSuchHostedZone',
      `No hosted zone found with ID: ${bareId(id)}`,
    );
  }
  return zone;
}

function bareId(id: string) {
  return id.replace(/^\/?hostedzone\//, '');
}

function maxItems(given: number | undefined, largest: number): number {
  if (given === undefined) return largest;
  if (!Number.isInteger(given) || given < 1) {
    throw invalidInput(`MaxItems ${given} must be a positive number`);
  }
  return Math.min(given, largest);
}

function recordKey({ name, type, setIdentifier = '' }: DnsRecord) {
  return `${sortKey(name)} ${type} ${setIdentifier}`;
}

function renderZone(zone: HostedZone) {
  return {
    Id: `/hostedzone/${zone.id}`,
    Name: zone.name,
    CallerReference: zone.id,
    Config: { PrivateZone: false },
    ResourceRecordSetCount: zone.records.length,
  };
}

export function renderRecord(record: DnsRecord): ResourceRecordSet {
  return {
    Name: escapedName(normalName(record.name)),
    Type: record.type as 'A',
    SetIdentifier: record.setIdentifier,
    Weight: record.weight,
    Failover: record.failover,
    TTL: record.ttl,
    ResourceRecords: record.values?.map(Value => ({ Value })),
    AliasTarget: record.alias && {
      DNSName: record.alias.dnsName,
      HostedZoneId: record.alias.hostedZoneId,
      EvaluateTargetHealth: record.alias.evaluateTargetHealth,
    },
    HealthCheckId: record.healthCheckId,
  };
}
