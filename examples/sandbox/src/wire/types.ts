import type { NormalizedSchema } from '@smithy/core/schema';
import type { StaticErrorSchema, StaticOperationSchema } from '@smithy/types';
import type { AwsError } from './awsError';

/** One HTTP request, whatever transport brought it. Header names are in lower case. */
export interface WireRequest {
  method: string;
  /** Percent-encoded, without the query string. */
  path: string;
  query: URLSearchParams;
  headers: Record<string, string | undefined>;
  body: Buffer;
}

export interface WireReply {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

/** What the signature and the request say about one call. */
export interface Call {
  /** The SigV4 signing name, such as `elasticloadbalancing`. */
  readonly service: string;
  readonly operation: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly requestId: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** An operation's schema, from the SDK's own command, and what answers it. */
export interface Operation {
  readonly schema: StaticOperationSchema;
  readonly handle: (input: any, call: Call) => object | Promise<object>;
}

/** An operation made ready for the protocols. */
export interface BoundOperation {
  readonly name: string;
  readonly input: NormalizedSchema;
  readonly output: NormalizedSchema;
  /** Method, path template and status, of services with REST bindings. */
  readonly http?: readonly [method: string, path: string, status: number];
  readonly handle: Operation['handle'];
}

/** The error that AWS answers for a reason that is not the handler's own. */
export interface ErrorCode {
  code: string;
  status: number;
}

export interface ServiceErrors {
  throttled: ErrorCode;
  internal: ErrorCode;
  /** For members that are absent although required. */
  missing: ErrorCode;
  /** For bodies that cannot be read. */
  malformed: ErrorCode;
  /** For credentials that AWS does not know, whose session has ended, or that lack a right. */
  unknownKey: ErrorCode;
  expiredKey: ErrorCode;
  denied: ErrorCode;
}

/** One AWS service: what its SDK client says about the wire, and its operations. */
export interface Service {
  readonly signingName: string;
  readonly version: string;
  readonly namespace: string;
  readonly xmlNamespace?: string;
  readonly serviceTarget: string;
  readonly isRest: boolean;
  readonly isEc2: boolean;
  readonly awsQueryCompatible: boolean;
  readonly errors: ServiceErrors;
  readonly operations: ReadonlyMap<string, BoundOperation>;
  /** The service's modelled errors, by shape name and by query code. */
  readonly errorSchemas: ReadonlyMap<string, StaticErrorSchema>;
}

/** How one AWS protocol reads a request and writes a reply. */
export interface Protocol {
  readonly decode: (
    request: WireRequest,
    operation: BoundOperation,
    service: Service,
  ) => Promise<Record<string, unknown>>;
  readonly reply: (
    output: Record<string, unknown>,
    operation: BoundOperation,
    service: Service,
    requestId: string,
  ) => WireReply;
  /** `service` is absent when the request names none that is served. */
  readonly error: (
    error: AwsError,
    service: Service | undefined,
    requestId: string,
  ) => WireReply;
}
