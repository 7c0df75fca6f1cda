/**
 * The names that AWS gives to failures, as its services' models and the pages "Common Error
 * Types" have them, without `Exception` or `Fault` at the end: services differ in those.
 */
export const FAILURE_NAMES = {
  credentialsMissing: new Set([
    'AuthFailure',
    'CredentialsProviderError',
    'IDPRejectedClaim',
    'IncompleteSignature',
    'InvalidAccessKeyId',
    'InvalidClientTokenId',
    'InvalidGrant',
    'InvalidIdentityToken',
    'InvalidSignature',
    'MissingAuthenticationToken',
    'SignatureDoesNotMatch',
    'TokenProviderError',
    'UnrecognizedClient',
  ]),
  credentialsExpired: new Set([
    'ExpiredToken',
    'RequestExpired',
    'TokenRefreshRequired',
  ]),
  denied: new Set([
    'AccessDenied',
    'AuthorizationError',
    'KMSAccessDenied',
    'NotAuthorized',
    'S3AccessDenied',
    'Unauthorized',
    'UnauthorizedOperation',
  ]),
  /** The account does not use the Region, which somebody may change and nobody by waiting. */
  regionOff: new Set(['OptInRequired', 'RegionDisabled']),
  /** AWS does not serve the account at all. */
  accountOff: new Set([
    'Blocked',
    'PendingVerification',
    'SubscriptionRequired',
  ]),
  /** AWS takes a signature for some minutes before and after its own time. */
  clockSkew: new Set(['RequestInTheFuture', 'RequestTimeTooSkewed']),
  throttled: new Set([
    'BandwidthLimitExceeded',
    'KMSThrottling',
    'PriorRequestNotComplete',
    'RequestLimitExceeded',
    'RequestThrottled',
    'SlowDown',
    'Throttled',
    'Throttling',
    'TooManyRequests',
  ]),
  /** The SDK reads no other files than those of credentials and profiles. */
  credentialsFile: new Set(['EACCES', 'EISDIR', 'ENOENT']),
  /** What OpenSSL and Node.js say of a certificate, as Node.js documents under "X509 certificate error codes". */
  certificate: new Set([
    'CERT_HAS_EXPIRED',
    'CERT_NOT_YET_VALID',
    'CERT_REVOKED',
    'CERT_UNTRUSTED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'EPROTO',
    'ERR_SSL_WRONG_VERSION_NUMBER',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_GET_ISSUER_CERT',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  ]),
  /** The name of AWS's endpoint, which has the Region in it. */
  nameUnknown: new Set(['EAI_AGAIN', 'ENOTFOUND']),
  unreachable: new Set([
    'AbortError',
    'EACCES',
    'ECONNABORTED',
    'ECONNREFUSED',
    'ECONNRESET',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'EPERM',
    'EPIPE',
    'ETIMEDOUT',
    'NetworkingError',
    'TimeoutError',
    'UND_ERR_CONNECT_TIMEOUT',
    'UND_ERR_SOCKET',
  ]),
  /**
   * Refusals that the same call would meet again. A service says so itself of most of them, by
   * an answer of 4xx; these are told by their names wherever they come from.
   */
  refused: new Set([
    'DryRunOperation',
    'DuplicateTagKeys',
    'IncompatibleProtocols',
    'InvalidAction',
    'InvalidConfigurationRequest',
    'InvalidInput',
    'InvalidLoadBalancerAction',
    'InvalidLookupAttributes',
    'InvalidMaxResults',
    'InvalidOperation',
    'InvalidParameter',
    'InvalidParameterCombination',
    'InvalidParameterValue',
    'InvalidQueryParameter',
    'InvalidResourceState',
    'InvalidTarget',
    'InvalidTimeRange',
    'KMSDisabled',
    'KMSInvalidState',
    'KMSKeyNotAccessible',
    'MalformedPolicyDocument',
    'MalformedQueryString',
    'MissingAction',
    'MissingParameter',
    'OperationNotPermitted',
    'PackedPolicyTooLarge',
    'ResourceQuotaExceeded',
    'TargetGroupAssociationLimit',
    'TooManyActions',
    'TooManyRegistrationsForTargetId',
    'TooManyTags',
    'TooManyTargetGroups',
    'TooManyTargets',
    'TooManyUniqueTargetGroupsPerLoadBalancer',
    'UnknownOperation',
    'UnsupportedOperation',
    'UnsupportedProtocol',
    'ValidationError',
    'Validation',
  ]),
  /** Client faults that have nothing to do with what was asked, and may pass. */
  mayPass: new Set([
    'ConcurrentModification',
    'IDPCommunicationError',
    'IncompleteBody',
    'IncorrectState',
    'InsufficientResourceCapacity',
    'InternalFailure',
    'OperationAborted',
    'PaginationTokenExpired',
    'RequestTimeout',
    'ResourceInUse',
  ]),
} satisfies Record<string, Set<string>>;

/** `ListenerNotFound`, `InvalidVpnConnectionID.NotFound`, `NoSuchHostedZone` … */
export const NOT_FOUND = /NotFound$|^NoSuch[A-Z]/;

/** A name as it is in the tables above. */
export function bareName(name: string): string {
  return name
    .replace(/^(Client|Server)\./, '')
    .replace(/(Exception|Fault)$/, '');
}
