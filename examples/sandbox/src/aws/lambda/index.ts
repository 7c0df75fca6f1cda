import { LambdaClient } from '@aws-sdk/client-lambda';
import { defineService } from '../../wire';
import type { WorldOf } from '../worlds';
import { invokeOperation } from './invoke';

/** Lambda: invocation only. */
export const lambda = (worldOf: WorldOf) =>
  defineService({
    client: new LambdaClient({ region: 'us-east-1' }),
    operations: [invokeOperation(worldOf)],
    errors: {
      throttled: { code: 'TooManyRequestsException', status: 429 },
      internal: { code: 'ServiceException', status: 500 },
      unknownKey: { code: 'UnrecognizedClientException', status: 403 },
      expiredKey: { code: 'ExpiredTokenException', status: 403 },
      denied: { code: 'AccessDeniedException', status: 403 },
    },
  });
