import type { StaticErrorSchema } from '@smithy/types';
import type { Service } from './types';

/**
 * An answer that is an error. `code` is the one that AWS documents for the operation: the
 * query code (`RuleNotFound`) or the shape's name (`ResourceNotFoundFault`).
 *
 * @public
 */
export class AwsError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly details: {
      /** HTTP status, where the code is not modelled and the status is not 400. */
      status?: number;
      /** Further members of a modelled error. */
      members?: Record<string, unknown>;
    } = {},
  ) {
    super(message);
    this.name = 'AwsError';
  }
}

/** What a protocol needs to know to write an error. */
export interface DescribedError {
  /** The shape's name, as JSON and CBOR give it. */
  shape: string;
  /** The code of the query and REST-XML protocols. */
  code: string;
  status: number;
  fault: 'Sender' | 'Receiver';
  message: string;
  members: Record<string, unknown>;
}

/** Completes an error by the service's model: names, status, whose fault. */
export function describeError(
  error: AwsError,
  service: Service | undefined,
): DescribedError {
  const schema = service?.errorSchemas.get(error.code);
  const traits = errorTraits(schema);
  const status =
    error.details.status ??
    traits.httpError ??
    traits.awsQueryError?.[1] ??
    (traits.error === 'server' ? 500 : 400);
  return {
    shape: schema?.[2] ?? error.code,
    code: traits.awsQueryError?.[0] ?? error.code,
    status,
    fault: status >= 500 ? 'Receiver' : 'Sender',
    message: error.message,
    members: error.details.members ?? {},
  };
}

interface ErrorTraits {
  error?: 'client' | 'server';
  httpError?: number;
  awsQueryError?: [code: string, status: number];
}

/** The traits of an error schema; the SDK keeps them as an object or, when empty, as 0. */
export function errorTraits(
  schema: StaticErrorSchema | undefined,
): ErrorTraits {
  const traits = schema?.[3];
  return typeof traits === 'object' ? (traits as ErrorTraits) : {};
}
