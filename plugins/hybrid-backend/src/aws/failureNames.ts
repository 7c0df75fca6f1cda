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
  unreachable: new Set([
    'EAI_AGAIN',
    'ECONNABORTED',
    'ECONNREFUSED',
    'ECONNRESET',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'ENOTFOUND',
    'EPIPE',
    'ETIMEDOUT',
    'NetworkingError',
    'TimeoutError',
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
