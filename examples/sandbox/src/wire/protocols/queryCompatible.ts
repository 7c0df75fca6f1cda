import type { DescribedError } from '../awsError';
import type { Service } from '../types';

/**
 * Services that moved from the query protocol to JSON or CBOR still tell their old code.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsquerycompatible-trait
 */
export function queryCompatibleHeaders(
  service: Service | undefined,
  error: DescribedError,
): Record<string, string> {
  return service?.awsQueryCompatible
    ? { 'x-amzn-query-error': `${error.code};${error.fault}` }
    : {};
}
