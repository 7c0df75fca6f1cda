import type { Problem } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { bareName, FAILURE_NAMES, NOT_FOUND } from './failureNames';
import { unreachable } from './unreachable';

/** What AWS says of a signature of another time, and of credentials where the clock may be it. */
const SIGNED_AT_ANOTHER_TIME = /signature (expired|not yet current)/i;
const NOT_WITHIN_THE_RANGE =
  /not within the (allowable )?range|current time is too skewed/i;

/** The SDK's own errors of having found no credentials. */
const CREDENTIALS_PROVIDERS = [
  'CredentialsProviderError',
  'TokenProviderError',
];

/** Which policies an explanation of AWS names, and whose they are. */
const POLICIES: [RegExp, string][] = [
  [
    /service control polic/i,
    ', in the service control policies of the organization, which deny it',
  ],
  [
    /resource control polic/i,
    ', in the resource control policies of the organization, which deny it',
  ],
  [
    /permissions boundar/i,
    ', in the permissions boundary of that role, which denies it',
  ],
  [/session polic/i, ', in the session policy with which the role is assumed'],
  [
    /VPC endpoint polic/i,
    ', in the policy of the VPC endpoint by which AWS is called',
  ],
];

/** The codes of problems that may pass by themselves, so that trying again makes sense. */
const PASSING = new Set<Problem['code']>([
  'aws-throttled',
  'aws-unreachable',
  'aws-failed',
  'database-unavailable',
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
  const names = new Set([
    ...failures.flatMap(namesOf),
    // The SDK's retries wrap some errors of the network, and leave the code in the message.
    ...(messages.match(/\bE[A-Z_]{4,}\b/g) ?? []),
  ]);
  const has = (kind: keyof typeof FAILURE_NAMES) =>
    [...FAILURE_NAMES[kind]].some(name => names.has(name));
  const where = `account ${place.accountId} in ${place.region}`;

  if (
    has('clockSkew') ||
    SIGNED_AT_ANOTHER_TIME.test(messages) ||
    (has('credentialsMissing') && NOT_WITHIN_THE_RANGE.test(messages))
  ) {
    return {
      code: 'aws-refused',
      message: `AWS refuses the signatures for ${where}, because the clock of the Backstage backend is wrong.`,
      remedy:
        'Set the clock of the machine that the Backstage backend runs on, and keep it by NTP: AWS takes a difference of about five minutes.',
    };
  }
  if (has('regionOff')) {
    return {
      code: 'aws-refused',
      message: `The account ${place.accountId} does not use the Region ${place.region}, or the service there, so AWS refuses calls to it.`,
      remedy: `Enable ${place.region} in the account, or correct the platform's 'region' in the app-config. AWS STS must be active in that Region, too.`,
    };
  }
  if (has('accountOff')) {
    return {
      code: 'aws-refused',
      message: `AWS does not serve the account ${place.accountId} in ${
        place.region
      }: ${describe(failures[0])}`,
      remedy:
        'Complete the sign-up of the account, or ask AWS Support why it is blocked: no call succeeds before that.',
    };
  }
  if (
    has('credentialsExpired') ||
    (CREDENTIALS_PROVIDERS.some(name => names.has(name)) &&
      /expired/i.test(messages))
  ) {
    return {
      code: 'aws-credentials-expired',
      message: `The AWS credentials for ${where} have expired.`,
      remedy:
        'Renew the credentials of the Backstage backend, or give it a role that renews itself. If they are new, set its clock: AWS answers alike to a request of another time.',
    };
  }
  if (
    has('credentialsMissing') ||
    isOfCredentialsFile(failures) ||
    /There is no AWS integration that matches/.test(messages)
  ) {
    return {
      code: 'aws-credentials-missing',
      message: `There are no valid AWS credentials for ${where}.`,
      remedy: `Configure credentials for account ${place.accountId} under 'aws' in the app-config, or in the environment of the Backstage backend. If they are right, see whether ${place.region} is enabled in the account and the clock of the backend is: AWS answers alike to both.`,
    };
  }
  if (has('denied')) {
    const action = /perform:? ([a-z0-9-]+:[A-Za-z]+)/.exec(messages)?.[1];
    return {
      code: 'aws-access-denied',
      message: `AWS denied ${
        action ?? 'the call'
      } in ${where} to the Backstage backend.`,
      remedy: `Allow ${
        action ?? "the actions of the plugin's IAM policy"
      } to the role that the Backstage backend uses${
        POLICIES.find(([named]) => named.test(messages))?.[1] ?? ''
      }.`,
    };
  }
  if (has('throttled') || failures.some(isThrottling)) {
    return {
      code: 'aws-throttled',
      message: `AWS is throttling calls to ${where}.`,
      remedy:
        'Wait a moment; if it lasts, find out who else calls the same API in this account.',
    };
  }
  const onTheWay = unreachable(place.region, {
    names,
    messages,
    statuses: failures.map(({ $metadata }) => $metadata?.httpStatusCode),
  });
  if (onTheWay) return onTheWay;
  if (has('refused') || failures.some(isRefusal)) {
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
    remedy: `Try again; if it lasts, look up the error in the backend’s log${
      failures.some(({ $metadata }) => $metadata?.requestId)
        ? ', where the AWS request id is'
        : ''
    }.`,
  };
}

/** Whether AWS refused a call because there were too many. */
export function isThrottle(error: unknown): boolean {
  return unwrap(error).some(
    failure =>
      isThrottling(failure) ||
      namesOf(failure).some(name => FAILURE_NAMES.throttled.has(name)),
  );
}

/**
 * Whether a call failed because what it asked about does not exist, or not any more. The tag
 * index goes on listing resources for some time after they were deleted.
 */
export function isNotFound(error: unknown): boolean {
  return unwrap(error).some(failure =>
    namesOf(failure).some(name => NOT_FOUND.test(name)),
  );
}

/** Whether the same call may succeed later without anybody doing something. */
export function isTransient(problem: Problem): boolean {
  return PASSING.has(problem.code);
}

interface Failure {
  name?: string;
  code?: unknown;
  /** Of an error of the operating system. */
  syscall?: unknown;
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

/** What the failure is called, without what services differ in. */
function namesOf({ name, Code, code }: Failure): string[] {
  return [name, Code, code]
    .filter((each): each is string => typeof each === 'string')
    .map(bareName);
}

/** A token of a service account that is not there, or a profile that may not be read. */
function isOfCredentialsFile(failures: Failure[]): boolean {
  return failures.some(
    ({ code, syscall }) =>
      FAILURE_NAMES.credentialsFile.has(String(code)) && syscall === 'open',
  );
}

function isThrottling(failure: Failure): boolean {
  return (
    failure.$retryable?.throttling === true ||
    failure.$metadata?.httpStatusCode === 429
  );
}

/** Whether the service itself says that the request is at fault; of what is gone, others judge. */
function isRefusal(failure: Failure): boolean {
  const status = failure.$metadata?.httpStatusCode ?? 0;
  return (
    failure.$fault === 'client' &&
    [400, 403, 405, 413, 422].includes(status) &&
    namesOf(failure).every(
      name => !FAILURE_NAMES.mayPass.has(name) && !NOT_FOUND.test(name),
    )
  );
}

function describe(failure: Failure): string {
  const name = failure.name && failure.name !== 'Error' ? failure.name : '';
  const text = [name, failure.message].filter(Boolean).join(': ');
  return text || 'no reason was given.';
}
