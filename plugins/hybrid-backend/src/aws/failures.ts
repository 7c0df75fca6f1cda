import type { Problem } from '@hybrid-platform/backstage-plugin-hybrid-common';

const CREDENTIALS_MISSING = new Set([
  'CredentialsProviderError',
  'UnrecognizedClientException',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
  'IncompleteSignature',
  'MissingAuthenticationToken',
  'MissingAuthenticationTokenException',
  'AuthFailure',
]);

const CREDENTIALS_EXPIRED = new Set([
  'ExpiredToken',
  'ExpiredTokenException',
  'RequestExpired',
  'TokenRefreshRequired',
]);

const DENIED = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'AccessDeniedFault',
  'UnauthorizedOperation',
  'NotAuthorized',
  'AuthorizationError',
]);

/** The account does not use the Region, which somebody may change and nobody by waiting. */
const REGION_OFF = new Set(['OptInRequired', 'RegionDisabledException']);

/** AWS takes a signature for about five minutes before and after its own time. */
const CLOCK_SKEW = new Set(['RequestTimeTooSkewed', 'RequestInTheFuture']);
const SKEWED =
  /signature (expired|not yet current)|not within the (allowable )?range|current time is too skewed/i;

/** Client faults that have nothing to do with what was asked, and may pass. */
const MAY_PASS = new Set([
  'ConcurrentModification',
  'ConcurrentModificationException',
  'IncompleteBody',
  'IncorrectState',
  'InternalFailure',
  'InvalidResourceStateFault',
  'OperationAborted',
  'RequestTimeout',
  'RequestTimeoutException',
  'ResourceInUse',
  'ResourceInUseException',
]);

const THROTTLED = new Set([
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'RequestThrottled',
  'RequestThrottledException',
  'RequestLimitExceeded',
  'TooManyRequestsException',
  'BandwidthLimitExceeded',
  'PriorRequestNotComplete',
  'SlowDown',
]);

const UNREACHABLE = new Set([
  'TimeoutError',
  'NetworkingError',
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EPIPE',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** `ListenerNotFoundException`, `ResourceNotFoundFault`, `InvalidVpnConnectionID.NotFound`, `NoSuchHostedZone` … */
const NOT_FOUND = /NotFound(Exception|Fault)?$|^NoSuch[A-Z]/;

/** The codes of problems that may pass by themselves, so that trying again makes sense. */
const PASSING = new Set<Problem['code']>([
  'aws-throttled',
  'aws-unreachable',
  'aws-failed',
]);

/** The account and Region that a failed call was made to. */
export interface AwsPlace {
  accountId: string;
  region: string;
}

/**
 * Says what a failed call to AWS means, and what a person can do about it. Takes whatever
 * an SDK client or a credentials provider may throw.
 */
export function classifyAwsFailure(error: unknown, place: AwsPlace): Problem {
  const failures = unwrap(error);
  const messages = failures.map(failure => failure.message ?? '').join(' ');
  const names = [
    ...failures.flatMap(({ name, Code, code }) => [name, Code, code]),
    // The SDK's retries wrap some errors of the network, and leave the code in the message.
    ...(messages.match(/\bE[A-Z_]{4,}\b/g) ?? []),
  ].filter(isText);
  const has = (set: Set<string>) => names.some(name => set.has(name));
  const where = `account ${place.accountId} in ${place.region}`;

  if (has(CLOCK_SKEW) || SKEWED.test(messages)) {
    return {
      code: 'aws-refused',
      message: `AWS refuses the signatures for ${where}, because the clock of the Backstage backend is wrong.`,
      remedy:
        'Set the clock of the machine that the Backstage backend runs on, and keep it by NTP: AWS takes a difference of about five minutes.',
    };
  }
  if (has(REGION_OFF)) {
    return {
      code: 'aws-refused',
      message: `The account ${place.accountId} does not use the Region ${place.region}, so AWS refuses calls to it.`,
      remedy: `Enable ${place.region} in the account, or correct the platform's 'region' in the app-config. AWS STS must be active in that Region, too.`,
    };
  }
  if (
    has(CREDENTIALS_EXPIRED) ||
    (names.includes('CredentialsProviderError') && /expired/i.test(messages))
  ) {
    return {
      code: 'aws-credentials-expired',
      message: `The AWS credentials for ${where} have expired.`,
      remedy:
        'Renew the credentials of the Backstage backend, or give it a role that renews itself.',
    };
  }
  if (
    has(CREDENTIALS_MISSING) ||
    /There is no AWS integration that matches/.test(messages)
  ) {
    return {
      code: 'aws-credentials-missing',
      message: `There are no valid AWS credentials for ${where}.`,
      remedy: `Configure credentials for account ${place.accountId} under 'aws' in the app-config, or in the environment of the Backstage backend. If they are right, see whether ${place.region} is enabled in the account and the clock of the backend is: AWS answers alike to both.`,
    };
  }
  if (has(DENIED)) {
    const action = /perform:? ([a-z0-9-]+:[A-Za-z]+)/.exec(messages)?.[1];
    return {
      code: 'aws-access-denied',
      message: `AWS denied ${
        action ?? 'the call'
      } in ${where} to the Backstage backend.`,
      remedy: `Allow ${
        action ?? "the actions of the plugin's IAM policy"
      } to the role that the Backstage backend uses${
        /service control policy/i.test(messages)
          ? ', in the service control policies of the organization, which deny it'
          : ''
      }.`,
    };
  }
  if (has(THROTTLED) || failures.some(isThrottling)) {
    return {
      code: 'aws-throttled',
      message: `AWS is throttling calls to ${where}.`,
      remedy:
        'Wait a moment; if it lasts, find out who else calls the same API in this account.',
    };
  }
  if (has(UNREACHABLE)) {
    return {
      code: 'aws-unreachable',
      message: `AWS does not answer in ${place.region}.`,
      remedy:
        'Check the network between the Backstage backend and AWS, and the AWS Health Dashboard for the Region.',
    };
  }
  if (failures.some(isRefusal)) {
    return {
      code: 'aws-refused',
      message: `AWS refused the call in ${where}: ${describe(failures[0])}`,
      remedy:
        'Change what AWS names: it would refuse the same call again. The AWS request id is in the backend’s log.',
    };
  }
  return {
    code: 'aws-failed',
    message: `AWS failed in ${where}: ${describe(failures[0])}`,
    remedy:
      'Try again; if it lasts, look up the error in the backend’s log, where the AWS request id is.',
  };
}

/** Whether AWS refused a call because there were too many. */
export function isThrottle(error: unknown): boolean {
  return unwrap(error).some(
    failure =>
      isThrottling(failure) ||
      [failure.name, failure.Code, failure.code].some(
        name => isText(name) && THROTTLED.has(name),
      ),
  );
}

/**
 * Whether a call failed because what it asked about does not exist, or not any more. The tag
 * index goes on listing resources for some time after they were deleted.
 */
export function isNotFound(error: unknown): boolean {
  return unwrap(error).some(failure =>
    [failure.name, failure.Code, failure.code].some(
      name => isText(name) && NOT_FOUND.test(name),
    ),
  );
}

/** Whether the same call may succeed later without anybody doing something. */
export function isTransient(problem: Problem): boolean {
  return PASSING.has(problem.code);
}

interface Failure {
  name?: string;
  code?: unknown;
  Code?: unknown;
  message?: string;
  cause?: unknown;
  errors?: unknown;
  $fault?: 'client' | 'server';
  $retryable?: { throttling?: boolean };
  $metadata?: { httpStatusCode?: number; requestId?: string };
}

/** The error, its causes, and the parts of an AggregateError, the outermost first. */
function unwrap(error: unknown, depth = 0): Failure[] {
  if (depth > 5 || typeof error !== 'object' || error === null) {
    return depth === 0 ? [{ message: String(error) }] : [];
  }
  const failure = error as Failure;
  const parts = Array.isArray(failure.errors) ? failure.errors : [];
  return [
    failure,
    ...[failure.cause, ...parts].flatMap(inner => unwrap(inner, depth + 1)),
  ];
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isThrottling(failure: Failure): boolean {
  return (
    failure.$retryable?.throttling === true ||
    failure.$metadata?.httpStatusCode === 429
  );
}

/** Whether the service itself says that the request is at fault; of what is gone, others judge. */
function isRefusal({ $fault, $metadata, name, Code }: Failure): boolean {
  const status = $metadata?.httpStatusCode ?? 0;
  return (
    $fault === 'client' &&
    [400, 403, 405, 413, 422].includes(status) &&
    [name, Code].every(
      each => !isText(each) || !(MAY_PASS.has(each) || NOT_FOUND.test(each)),
    )
  );
}

function describe(failure: Failure): string {
  const name = failure.name && failure.name !== 'Error' ? failure.name : '';
  const text = [name, failure.message].filter(Boolean).join(': ');
  return text || 'no reason was given.';
}
