import type {
  ListResourceRecordSetsCommandOutput,
  ResourceRecordSet,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { route53Sdk } from './largeSdks';

/** All records of a zone. Route 53 pages by the next record's name, type and identifier. */
export async function listRecords(
  client: Route53Client,
  zoneId: string,
): Promise<ResourceRecordSet[]> {
  const { ListResourceRecordSetsCommand } = route53Sdk();
  const records: ResourceRecordSet[] = [];
  let page: ListResourceRecordSetsCommandOutput | undefined;
  do {
    page = await client.send(
      new ListResourceRecordSetsCommand({
        HostedZoneId: zoneId,
        StartRecordName: page?.NextRecordName,
        StartRecordType: page?.NextRecordType,
        StartRecordIdentifier: page?.NextRecordIdentifier,
      }),
    );
    records.push(...(page.ResourceRecordSets ?? []));
  } while (page.IsTruncated);
  return records;
}

/**
 * How many of Route 53's checkers find the endpoint healthy, out of how many that have found
 * anything: one that has not reported yet says nothing.
 */
export async function countHealthyCheckers(
  client: Route53Client,
  healthCheckId: string,
): Promise<{ healthy: number; total: number }> {
  const { GetHealthCheckStatusCommand } = route53Sdk();
  const { HealthCheckObservations } = await client.send(
    new GetHealthCheckStatusCommand({ HealthCheckId: healthCheckId }),
  );
  const found = (HealthCheckObservations ?? []).flatMap(
    ({ StatusReport }) => StatusReport?.Status ?? [],
  );
  return {
    healthy: found.filter(status => status.startsWith('Success')).length,
    total: found.length,
  };
}
