import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { defineService, on } from '../../wire';
import type { WorldOf } from '../worlds';

/**
 * Security Token Service: who the caller is. Every access key is a user of its own name.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export const sts = (worldOf: WorldOf) =>
  defineService({
    client: new STSClient({ region: 'us-east-1' }),
    operations: [
      on(GetCallerIdentityCommand)((_input, call) => {
        const { accountId } = worldOf(call);
        return {
          Account: accountId,
          Arn: `arn:aws:iam::${accountId}:user/${call.accessKeyId}`,
          UserId: call.accessKeyId.replace(/^A[KS]IA/, 'AIDA'),
        };
      }),
    ],
  });
