import { AwsError } from './awsError';
import type { WireRequest } from './types';

/** What SigV4's credential scope says: who calls which service in which Region. */
export interface CredentialScope {
  accessKeyId: string;
  region: string;
  signingName: string;
}

/**
 * Reads the credential scope from the Authorization header or a presigned query string.
 * The signature itself is not checked: the sandbox has no secrets.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function readScope(request: WireRequest): CredentialScope {
  const header = request.headers.authorization;
  const credential =
    header === undefined
      ? request.query.get('X-Amz-Credential')
      : /^AWS4-HMAC-SHA256 .*?Credential=([^,\s]+)/.exec(header)?.[1];
  if (header === undefined && !credential) {
    throw new AwsError(
      'MissingAuthenticationToken',
      'Request is missing Authentication Token',
      { status: 403 },
    );
  }
  const parts = credential?.split('/') ?? [];
  const [terminator, signingName, region, date] = parts.reverse();
  const accessKeyId = parts.slice(4).reverse().join('/');
  if (
    terminator !== 'aws4_request' ||
    !signingName ||
    !region ||
    !/^\d{8}$/.test(date ?? '') ||
    !accessKeyId
  ) {
    throw new AwsError(
      'IncompleteSignature',
      "Credential must be of the form '<access-key-id>/<date>/<region>/<service>/aws4_request'.",
    );
  }
  return { accessKeyId, region, signingName };
}
