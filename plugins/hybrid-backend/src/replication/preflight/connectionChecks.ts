import type { PreflightCheck } from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { EndpointFacts, ReplicationFacts } from '../facts';
import { MAKE_AGAIN } from '../remedies';
import { failed, passed, unknown, type Subject } from './check';

/** Whether DMS reaches both databases, by the last connection tests. */
export function connectionChecks(
  replication: ReplicationFacts,
): PreflightCheck[] {
  return (['source', 'target'] as const).map(role =>
    checkConnection(
      { id: `${role}-reachable`, title: `DMS reaches the ${role}` },
      replication,
      replication.endpoints.find(endpoint => endpoint.role === role),
    ),
  );
}

function checkConnection(
  of: Subject,
  { type }: ReplicationFacts,
  endpoint: EndpointFacts | undefined,
): PreflightCheck {
  if (!endpoint) {
    return failed(
      of,
      'DescribeEndpoints: the endpoint does not exist.',
      MAKE_AGAIN,
    );
  }
  const evidence = `DescribeConnections: the last test of ${endpoint.id}`;
  switch (endpoint.connection) {
    case 'successful':
      return passed(of, `${evidence} was successful.`);
    case 'testing':
      return unknown(of, `${evidence} is running.`, 'Look again in a minute.');
    case 'failed':
      return failed(
        of,
        `${evidence} failed${
          endpoint.failureMessage ? `: ${endpoint.failureMessage}` : '.'
        }`,
        'Correct what it says, then test the connections again.',
      );
    default:
      return type === 'serverless'
        ? unknown(
            of,
            'DMS Serverless tests its connections only when it starts.',
            'Start it; it fails with a message if it does not reach a database.',
          )
        : failed(
            of,
            `DescribeConnections: ${endpoint.id} was never tested from the replication's instance, and DMS does not start without.`,
            'Test the connections.',
          );
  }
}
