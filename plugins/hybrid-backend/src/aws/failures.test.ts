import { classifyAwsFailure, isTransient } from './failures';

const place = { accountId: '111122223333', region: 'ap-northeast-2' };

function failure(name: string, more: object = {}): Error {
  return Object.assign(new Error('what AWS said'), { name, ...more });
}

/** As the SDK throws what a service says of a request. */
function refusal(name: string, httpStatusCode = 400): Error {
  return failure(name, { $fault: 'client', $metadata: { httpStatusCode } });
}

describe('classifyAwsFailure', () => {
  it.each([
    [failure('CredentialsProviderError'), 'aws-credentials-missing'],
    [failure('UnrecognizedClientException'), 'aws-credentials-missing'],
    [failure('InvalidClientTokenId'), 'aws-credentials-missing'],
    [failure('AuthFailure'), 'aws-credentials-missing'],
    [
      new Error(
        'There is no AWS integration that matches 111122223333. Please',
      ),
      'aws-credentials-missing',
    ],
    [failure('ExpiredToken'), 'aws-credentials-expired'],
    [failure('ExpiredTokenException'), 'aws-credentials-expired'],
    [failure('RequestExpired'), 'aws-credentials-expired'],
    [
      Object.assign(new Error('The SSO session has expired'), {
        name: 'CredentialsProviderError',
      }),
      'aws-credentials-expired',
    ],
    [failure('AccessDenied'), 'aws-access-denied'],
    [failure('AccessDeniedException'), 'aws-access-denied'],
    [failure('UnauthorizedOperation'), 'aws-access-denied'],
    [failure('Throttling'), 'aws-throttled'],
    [failure('ThrottlingException'), 'aws-throttled'],
    [failure('RequestLimitExceeded'), 'aws-throttled'],
    [failure('Odd', { $metadata: { httpStatusCode: 429 } }), 'aws-throttled'],
    [failure('Odd', { $retryable: { throttling: true } }), 'aws-throttled'],
    [failure('TimeoutError'), 'aws-unreachable'],
    [failure('Error', { code: 'ENOTFOUND' }), 'aws-unreachable'],
    [failure('Error', { code: 'ECONNREFUSED' }), 'aws-unreachable'],
    [failure('Error', { code: 'CERT_HAS_EXPIRED' }), 'aws-unreachable'],
    [
      failure('Error', { code: 'SELF_SIGNED_CERT_IN_CHAIN' }),
      'aws-unreachable',
    ],
    [failure('Odd', { $metadata: { httpStatusCode: 407 } }), 'aws-unreachable'],
    [
      new SyntaxError(
        'Unexpected token \'<\', "<html>" is not valid JSON\n  Deserialization error: to see the raw response, inspect …',
      ),
      'aws-unreachable',
    ],
    [failure('AbortError'), 'aws-unreachable'],
    [
      failure('Error', { code: 'ENOENT', syscall: 'open' }),
      'aws-credentials-missing',
    ],
    [
      failure('Error', { code: 'EACCES', syscall: 'open' }),
      'aws-credentials-missing',
    ],
    [failure('TokenProviderError'), 'aws-credentials-missing'],
    [
      Object.assign(
        new Error('Token is expired. To refresh this SSO session'),
        {
          name: 'TokenProviderError',
        },
      ),
      'aws-credentials-expired',
    ],
    [
      new AggregateError([failure('Error', { code: 'ETIMEDOUT' })]),
      'aws-unreachable',
    ],
    [
      new Error('outer', { cause: failure('Error', { code: 'ECONNRESET' }) }),
      'aws-unreachable',
    ],
    [
      new Error('AWS SDK error wrapper for Error: connect ECONNREFUSED ::1:1'),
      'aws-unreachable',
    ],
    [
      Object.assign(
        new Error('Signature expired: 20261126T120000Z is now earlier than …'),
        { name: 'InvalidSignatureException' },
      ),
      'aws-refused',
    ],
    [
      Object.assign(
        new Error('AWS was not able to validate: not within the range'),
        { name: 'AuthFailure' },
      ),
      'aws-refused',
    ],
    [failure('RequestTimeTooSkewed'), 'aws-refused'],
    [failure('RegionDisabledException'), 'aws-refused'],
    [failure('OptInRequired'), 'aws-refused'],
    [refusal('TooManyUniqueTargetGroupsPerLoadBalancer'), 'aws-refused'],
    [refusal('ValidationError'), 'aws-refused'],
    [refusal('InvalidConfigurationRequest'), 'aws-refused'],
    [refusal('OperationNotPermitted'), 'aws-refused'],
    [failure('TooManyTargetGroups'), 'aws-refused'],
    [failure('ValidationException'), 'aws-refused'],
    [failure('InvalidParameterValue'), 'aws-refused'],
    [refusal('InvalidResourceStateFault'), 'aws-refused'],
    [refusal('KMSKeyNotAccessibleFault'), 'aws-refused'],
    [refusal('ResourceQuotaExceededFault'), 'aws-refused'],
    [refusal('InvalidLookupAttributesException'), 'aws-refused'],
    [refusal('InvalidInput'), 'aws-refused'],
    [refusal('SubscriptionRequiredException', 403), 'aws-refused'],
    [failure('PendingVerification'), 'aws-refused'],
    [failure('Client.UnauthorizedOperation'), 'aws-access-denied'],
    [refusal('AccessDeniedFault'), 'aws-access-denied'],
    [refusal('KMSAccessDeniedFault'), 'aws-access-denied'],
    [refusal('InvalidIdentityTokenException'), 'aws-credentials-missing'],
    [refusal('ThrottledException'), 'aws-throttled'],
    [refusal('KMSThrottlingFault'), 'aws-throttled'],
    [refusal('PriorRequestNotComplete'), 'aws-throttled'],
    [refusal('IDPCommunicationError'), 'aws-failed'],
    [refusal('PaginationTokenExpiredException'), 'aws-failed'],
    [refusal('InsufficientResourceCapacityFault'), 'aws-failed'],
    [refusal('NoSuchHostedZone', 404), 'aws-failed'],
    [failure('HealthUnavailable'), 'aws-failed'],
    [refusal('ResourceInUse'), 'aws-failed'],
    [refusal('RequestTimeout'), 'aws-failed'],
    [refusal('RuleNotFoundException'), 'aws-failed'],
    [refusal('Odd', 409), 'aws-failed'],
    [failure('InternalFailure'), 'aws-failed'],
    [failure('RuleNotFound'), 'aws-failed'],
    ['a string', 'aws-failed'],
    [undefined, 'aws-failed'],
  ])('takes %s for %s', (error, code) => {
    expect(classifyAwsFailure(error, place)).toEqual({
      code,
      message: expect.stringMatching(/account 111122223333|ap-northeast-2/),
      remedy: expect.stringMatching(/\S/),
    });
  });

  it('names the denied action in message and remedy, but not who was denied', () => {
    const problem = classifyAwsFailure(
      Object.assign(
        new Error(
          'User: arn:aws:sts::111122223333:assumed-role/secret/x is not authorized to perform: elasticloadbalancing:ModifyRule on resource: arn:aws:y',
        ),
        { name: 'AccessDenied' },
      ),
      place,
    );
    expect(problem.message).toContain('elasticloadbalancing:ModifyRule');
    expect(problem.remedy).toContain('elasticloadbalancing:ModifyRule');
    expect(JSON.stringify(problem)).not.toContain('assumed-role');
  });

  it.each<[string, Error, RegExp]>([
    ['a clock that is wrong', failure('RequestTimeTooSkewed'), /clock/],
    [
      'a Region that is off',
      failure('RegionDisabledException'),
      /Enable ap-northeast-2/,
    ],
    [
      'either, where AWS says only that it knows no such key',
      failure('UnrecognizedClientException'),
      /enabled in the account.*clock/,
    ],
    [
      'a policy of the organization',
      Object.assign(
        new Error(
          'not authorized to perform: elasticloadbalancing:ModifyRule with an explicit deny in a service control policy',
        ),
        { name: 'AccessDenied' },
      ),
      /service control policies/,
    ],
    [
      'a boundary of the role',
      Object.assign(
        new Error(
          'not authorized to perform: elasticloadbalancing:ModifyRule because no permissions boundary allows the elasticloadbalancing:ModifyRule action',
        ),
        { name: 'AccessDenied' },
      ),
      /permissions boundary/,
    ],
    [
      'a certificate that the backend does not trust',
      failure('Error', { code: 'SELF_SIGNED_CERT_IN_CHAIN' }),
      /NODE_EXTRA_CA_CERTS/,
    ],
    [
      'a proxy that answers itself',
      failure('Odd', { $metadata: { httpStatusCode: 407 } }),
      /proxy .* pass calls/,
    ],
    [
      'a Region that does not exist',
      failure('Error', { code: 'ENOTFOUND' }),
      /'region' in the app-config/,
    ],
    [
      'a failure that AWS gave an id',
      failure('InternalFailure', { $metadata: { requestId: 'id' } }),
      /AWS request id/,
    ],
    ['one without', failure('InternalFailure'), /the backend’s log\.$/],
    [
      'an account that is blocked',
      failure('Blocked'),
      /AWS Support why it is blocked/,
    ],
    [
      'a request of another time, or credentials that have expired',
      failure('RequestExpired'),
      /Renew.*set its clock/,
    ],
  ])('names as a remedy what is against %s', (_, error, remedy) => {
    expect(classifyAwsFailure(error, place).remedy).toMatch(remedy);
  });

  it('takes a value that is out of range for no clock that is wrong', () => {
    const problem = classifyAwsFailure(
      Object.assign(new Error('The weight is not within the range 0 to 999'), {
        name: 'ValidationError',
      }),
      place,
    );
    expect(problem.code).toBe('aws-refused');
    expect(problem.remedy).not.toContain('clock');
  });

  it('survives a cause that is its own cause', () => {
    const error: Error & { cause?: unknown } = new Error('round');
    error.cause = error;
    expect(classifyAwsFailure(error, place).code).toBe('aws-failed');
  });

  it('says which problems may pass by waiting', () => {
    const passes = (name: string) =>
      isTransient(classifyAwsFailure(failure(name), place));
    expect(passes('Throttling')).toBe(true);
    expect(passes('TimeoutError')).toBe(true);
    expect(passes('AccessDenied')).toBe(false);
    expect(passes('ExpiredToken')).toBe(false);
    expect(passes('RegionDisabledException')).toBe(false);
  });
});
