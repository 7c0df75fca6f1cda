import type { ErrorCode, ServiceErrors } from './types';

const error = (code: string, status = 400): ErrorCode => ({ code, status });

/*
 * AWS has no one list of these: each family of services has grown its own codes for the
 * same thing.
 *
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/CommonErrors.html
 * https://docs.aws.amazon.com/dms/latest/APIReference/CommonErrors.html
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 */
export const usualErrors: Record<
  'query' | 'ec2' | 'json' | 'rest',
  ServiceErrors
> = {
  query: {
    throttled: error('Throttling'),
    internal: error('InternalFailure', 500),
    missing: error('ValidationError'),
    malformed: error('MalformedInput'),
    unknownKey: error('InvalidClientTokenId', 403),
    expiredKey: error('ExpiredToken', 403),
    denied: error('AccessDenied', 403),
  },
  ec2: {
    throttled: error('RequestLimitExceeded', 503),
    internal: error('InternalError', 500),
    missing: error('MissingParameter'),
    malformed: error('UnknownParameter'),
    unknownKey: error('AuthFailure', 401),
    expiredKey: error('RequestExpired'),
    denied: error('UnauthorizedOperation', 403),
  },
  json: {
    throttled: error('ThrottlingException'),
    internal: error('InternalFailure', 500),
    missing: error('ValidationException'),
    malformed: error('SerializationException'),
    unknownKey: error('UnrecognizedClientException'),
    expiredKey: error('ExpiredTokenException'),
    denied: error('AccessDeniedException'),
  },
  rest: {
    throttled: error('Throttling'),
    internal: error('InternalFailure', 500),
    missing: error('ValidationException'),
    malformed: error('SerializationException'),
    unknownKey: error('InvalidClientTokenId', 403),
    expiredKey: error('ExpiredToken', 403),
    denied: error('AccessDenied', 403),
  },
};
