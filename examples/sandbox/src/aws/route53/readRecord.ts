import type { ResourceRecordSet } from '@aws-sdk/client-route-53';
import { isIPv4, isIPv6 } from 'node:net';
import type { DnsRecord } from '../../model';
import { isDomainName, normalName } from './names';
import { invalidInput } from './zones';

const types = [
  'A',
  'AAAA',
  'CAA',
  'CNAME',
  'DS',
  'HTTPS',
  'MX',
  'NAPTR',
  'NS',
  'PTR',
  'SOA',
  'SPF',
  'SRV',
  'SSHFP',
  'SVCB',
  'TLSA',
  'TXT',
];

const isName = (value: string) => isDomainName(value);

/** What a value of a type must look like; other types are taken as they are. */
const valueChecks: Record<
  string,
  [test: (value: string) => boolean, what: string]
> = {
  A: [isIPv4, 'Value is not a valid IPv4 address'],
  AAAA: [isIPv6, 'Value is not a valid IPv6 address'],
  CNAME: [isName, 'Value is not a valid domain name'],
  NS: [isName, 'Value is not a valid domain name'],
};

/**
 * Reads a record as far as it can be judged by itself.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html
 */
export function readRecord(
  given: ResourceRecordSet,
  action: string,
): DnsRecord {
  const { Name = '', Type = '', SetIdentifier, Weight, Failover } = given;
  if (!isDomainName(Name)) {
    throw invalidInput(
      `Invalid Resource Record: the name '${Name}' is not a domain name`,
    );
  }
  if (!types.includes(Type)) {
    throw invalidInput(
      `Invalid record type '${Type}': it must be one of ${types.join(', ')}`,
    );
  }
  const place = `in Change with [Action=${action}, Name=${normalName(
    Name,
  )}, Type=${Type}, SetIdentifier=${SetIdentifier ?? 'null'}]`;
  const policies = [Weight, Failover].filter(policy => policy !== undefined);
  if (policies.length > 1) {
    throw invalidInput(
      `Invalid request: Expected at most one of [Weight, Failover], but found more than one ${place}`,
    );
  }
  if ((SetIdentifier === undefined) !== (policies.length === 0)) {
    throw invalidInput(
      SetIdentifier === undefined
        ? `Invalid request: Missing field 'SetIdentifier' ${place}`
        : `Invalid request: Expected exactly one of [Weight, Failover], but found none ${place}`,
    );
  }
  if (
    Weight !== undefined &&
    (!Number.isInteger(Weight) || Weight < 0 || Weight > 255)
  ) {
    throw invalidInput(
      `Invalid XML ; Value '${Weight}' of Weight must be between 0 and 255 ${place}`,
    );
  }
  if (Failover !== undefined && !['PRIMARY', 'SECONDARY'].includes(Failover)) {
    throw invalidInput(
      `Failover must be PRIMARY or SECONDARY, not '${Failover}' ${place}`,
    );
  }
  return {
    name: normalName(Name),
    type: Type,
    setIdentifier: SetIdentifier,
    weight: Weight,
    failover: Failover,
    healthCheckId: given.HealthCheckId,
    ...readTarget(given, place),
  };
}

function readTarget(
  { AliasTarget, TTL, ResourceRecords, Type }: ResourceRecordSet,
  place: string,
): Pick<DnsRecord, 'alias' | 'ttl' | 'values'> {
  const values = ResourceRecords?.map(({ Value = '' }) => Value);
  const hasValues = TTL !== undefined && !!values?.length;
  const some = TTL !== undefined || values !== undefined;
  if (AliasTarget ? some : !hasValues) {
    throw invalidInput(
      `Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], or TrafficPolicyInstanceId], but found ${
        AliasTarget ? 'more than one' : 'none'
      } ${place}`,
    );
  }
  if (AliasTarget) {
    return {
      alias: {
        dnsName: normalName(AliasTarget.DNSName ?? ''),
        hostedZoneId: AliasTarget.HostedZoneId ?? '',
        evaluateTargetHealth: AliasTarget.EvaluateTargetHealth ?? false,
      },
    };
  }
  if (!Number.isInteger(TTL) || TTL! < 0 || TTL! > 2_147_483_647) {
    throw invalidInput(
      `TTL '${TTL}' must be between 0 and 2147483647 ${place}`,
    );
  }
  const check = valueChecks[Type ?? ''];
  const wrong = check && values!.find(value => !check[0](value));
  if (wrong !== undefined) {
    throw invalidInput(
      `Invalid Resource Record: FATAL problem: ${
        check![1]
      } encountered with '${wrong}'`,
    );
  }
  return { ttl: TTL, values };
}
