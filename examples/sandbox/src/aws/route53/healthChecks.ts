import { GetHealthCheckStatusCommand } from '@aws-sdk/client-route-53';
import type { World } from '../../model';
import { AwsError, on } from '../../wire';

/**
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_GetHealthCheckStatus.html
 */
export const healthCheckOperation = (world: World) =>
  on(GetHealthCheckStatusCommand)(({ HealthCheckId = '' }) => {
    const check = world.dns.healthChecks.get(HealthCheckId);
    if (!check) throw noSuchHealthCheck(HealthCheckId);
    return {
      HealthCheckObservations: check.observations.map(observation => ({
        Region: observation.region as 'us-east-1',
        IPAddress: observation.ipAddress,
        StatusReport: {
          Status: observation.status,
          CheckedTime: new Date(observation.at),
        },
      })),
    };
  });

export function noSuchHealthCheck(id: string) {
  return new AwsError(
    'NoSuchHealthCheck',
    `No health check found with ID: ${id}`,
  );
}
