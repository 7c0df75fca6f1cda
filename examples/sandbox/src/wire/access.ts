import { AwsError } from './awsError';
import type { Call, Service } from './types';

/**
 * Says whether AWS lets a principal make a call: by its access key id.
 *
 * @public
 */
export type Access = (
  call: Call,
) => 'allowed' | 'denied' | 'expiredKey' | 'unknownKey';

/**
 * Access by the name of the key, so that tests and tours can see what a wrong credential
 * does: `AKIADENIED…`, `AKIAEXPIRED…`, `AKIAUNKNOWN…`; every other key may do everything.
 * GetCallerIdentity needs no permission, as at AWS.
 *
 * @public
 */
export const accessByKeyName: Access = ({ accessKeyId, operation }) => {
  if (accessKeyId.startsWith('AKIAEXPIRED')) return 'expiredKey';
  if (accessKeyId.startsWith('AKIAUNKNOWN')) return 'unknownKey';
  if (
    accessKeyId.startsWith('AKIADENIED') &&
    operation !== 'GetCallerIdentity'
  ) {
    return 'denied';
  }
  return 'allowed';
};

export function refuseAccess(
  access: Access | undefined,
  call: Call,
  service: Service,
): void {
  const answer = access?.(call) ?? 'allowed';
  if (answer === 'allowed') return;
  const { code, status } = service.errors[answer];
  const messages = {
    denied: `User: ${call.accessKeyId} is not authorized to perform: ${call.service}:${call.operation} because no identity-based policy allows the ${call.service}:${call.operation} action`,
    expiredKey: 'The security token included in the request is expired',
    unknownKey: 'The security token included in the request is invalid.',
  };
  throw new AwsError(code, messages[answer], { status });
}
