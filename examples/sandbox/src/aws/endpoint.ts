import type { World } from '../model';
import {
  accessByKeyName,
  CallLog,
  createExchange,
  inProcessHandler,
  serveHttp,
  type Access,
  type AfterCall,
  type ExtraRoute,
  type Hook,
} from '../wire';
import { awsServices } from './services';

/** What an AWS endpoint can be given besides its world. */
export interface AwsEndpointOptions {
  world: World;
  /** Asked before each call: faults to inject. */
  hook?: Hook;
  /** Told of each call that has taken effect, before its caller is. */
  afterCall?: AfterCall;
  /** Which principals may call; by default by the name of the access key. */
  access?: Access;
}

/**
 * An AWS endpoint without a port, for SDK clients in the same process:
 * `new LambdaClient({ requestHandler: aws.requestHandler, … })`.
 *
 * @public
 */
export function createAwsEndpoint(options: AwsEndpointOptions) {
  const calls = new CallLog();
  const exchange = createExchange({
    services: awsServices(options.world),
    calls,
    hook: options.hook,
    afterCall: options.afterCall,
    access: options.access ?? accessByKeyName,
    now: () => options.world.now(),
  });
  return { exchange, calls, requestHandler: inProcessHandler(exchange) };
}

/** An AWS endpoint on the loopback interface. */
export interface AwsEndpoint {
  /** For AWS_ENDPOINT_URL. */
  url: string;
  calls: CallLog;
  /** For SDK clients in the same process, which need no port. */
  requestHandler: ReturnType<typeof inProcessHandler>;
  close(): Promise<void>;
}

/**
 * Serves a world's AWS on 127.0.0.1, for every client that has AWS_ENDPOINT_URL set.
 *
 * @public
 */
export async function startAwsEndpoint(
  options: AwsEndpointOptions & {
    /** Nothing or 0: any free port. */
    port?: number;
    /** Served on the same port, out of reach of faults. */
    extraRoutes?: ExtraRoute[];
  },
): Promise<AwsEndpoint> {
  const { exchange, calls, requestHandler } = createAwsEndpoint(options);
  const { url, close } = await serveHttp({
    exchange,
    port: options.port,
    extraRoutes: options.extraRoutes,
  });
  return { url, calls, requestHandler, close };
}
