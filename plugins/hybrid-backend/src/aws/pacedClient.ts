import type {
  ElasticLoadBalancingV2Client,
  ServiceInputTypes,
  ServiceOutputTypes,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { FinalizeRequestMiddleware } from '@smithy/types';
import { isThrottle } from './failures';
import type { Pacing } from './pacing';
import type { RequestCategory } from '../config/requestLimits';

/**
 * Makes a client wait for its turn before each call that goes out, the SDK's own retries
 * included, and tells the pacing of each throttle.
 */
export function paced(
  client: ElasticLoadBalancingV2Client,
  pacing: Pacing,
): ElasticLoadBalancingV2Client {
  const waitForTurn: FinalizeRequestMiddleware<
    ServiceInputTypes,
    ServiceOutputTypes
  > = (next, context) => async args => {
    const category = categoryOf(String(context.commandName));
    await pacing.acquire(category);
    try {
      return await next(args);
    } catch (error) {
      if (isThrottle(error)) pacing.throttled(category);
      throw error;
    }
  };
  client.middlewareStack.addRelativeTo(waitForTurn, {
    name: 'hybridPacing',
    // Inside the retries, and before the request is signed: a signature ages.
    relation: 'before',
    toMiddleware: 'httpSigningMiddleware',
    override: true,
  });
  return client;
}

function categoryOf(commandName: string): RequestCategory {
  return commandName.startsWith('Describe') ? 'read' : 'write';
}
