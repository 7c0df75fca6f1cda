import type {
  MetricsService,
  TracingService,
} from '@backstage/backend-plugin-api/alpha';
import type {
  FinalizeRequestMiddleware,
  InitializeMiddleware,
  HandlerExecutionContext,
  MiddlewareStack,
} from '@smithy/types';
import { isThrottle } from './failures';

/** Makes an SDK client count and trace its calls; gives the client back. */
export type Instrument = <T extends object>(client: T) => T;

/** The part of every SDK client that middleware is added to. */
interface Instrumentable {
  middlewareStack: MiddlewareStack<object, object>;
}

/**
 * Counts what goes to AWS and comes back, the SDK's own retries included, and makes a span
 * of each call. What is counted by is bounded: platforms, operations and AWS's error codes.
 */
export function awsInstruments(
  metrics: MetricsService,
  tracing: TracingService,
): (platform: string) => Instrument {
  const calls = metrics.createCounter('hybrid.aws.calls', {
    unit: '{call}',
    description: 'Requests that were sent to AWS, with retries',
  });
  const throttles = metrics.createCounter('hybrid.aws.throttles', {
    unit: '{call}',
    description: 'Requests that AWS refused because there were too many',
  });
  const durations = metrics.createHistogram('hybrid.aws.call.duration', {
    unit: 's',
    description: 'How long AWS took to answer a request',
    advice: {
      explicitBucketBoundaries: [
        0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
      ],
    },
  });

  return platform => {
    const count: FinalizeRequestMiddleware<object, object> =
      (next, context) => async args => {
        const attributes = { ...rpcOf(context), 'hybrid.platform': platform };
        const startedAt = performance.now();
        let outcome: Record<string, string> = { outcome: 'ok' };
        try {
          return await next(args);
        } catch (error) {
          const throttled = isThrottle(error);
          if (throttled) throttles.add(1, attributes);
          outcome = {
            outcome: throttled ? 'throttled' : 'error',
            'error.type': (error as Error).name,
          };
          throw error;
        } finally {
          calls.add(1, { ...attributes, ...outcome });
          durations.record((performance.now() - startedAt) / 1000, attributes);
        }
      };

    const trace: InitializeMiddleware<object, object> =
      (next, context) => args => {
        const rpc = rpcOf(context);
        return tracing.startActiveSpan(
          `${rpc['rpc.service']}/${rpc['rpc.method']}`,
          {
            kind: 'client',
            attributes: {
              'rpc.system': 'aws-api',
              ...rpc,
              'hybrid.platform': platform,
            },
          },
          async span => {
            const result = await next(args);
            const { $metadata } = result.output as {
              $metadata?: { requestId?: string };
            };
            if ($metadata?.requestId) {
              span.setAttribute('aws.request_id', $metadata.requestId);
            }
            return result;
          },
        );
      };

    return client => {
      const { middlewareStack } = client as unknown as Instrumentable;
      middlewareStack.add(trace, {
        step: 'initialize',
        name: 'hybridTrace',
        priority: 'high',
        override: true,
      });
      middlewareStack.addRelativeTo(count, {
        name: 'hybridCount',
        // Inside the retries, and after waiting for a turn.
        relation: 'after',
        toMiddleware: 'httpSigningMiddleware',
        override: true,
      });
      return client;
    };
  };
}

function rpcOf({ clientName, commandName }: HandlerExecutionContext) {
  return {
    'rpc.service': String(clientName).replace(/Client$/, ''),
    'rpc.method': String(commandName).replace(/Command$/, ''),
  };
}
