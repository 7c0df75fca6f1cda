import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { startAwsEndpoint, type AwsEndpoint } from '../aws';
import { awsServices } from '../aws/services';
import { createAwsFaultSettings } from '../control/awsFaults';
import { createCommands, type Commands } from '../control/commands';
import { controlRoute } from '../control/controlRoute';
import { DEFAULT_ORIGINS } from '../control/guard';
import { statusOf } from '../control/status';
import type { SandboxStatus } from '../control/types';
import {
  bundleFunctions,
  startLambdas,
  type Lambdas,
} from '../lambda-runtime/startLambdas';
import type { World } from '../model';
import {
  createFaultHook,
  RequestLimiter,
  type AfterCall,
  type Hook,
  type RequestLimit,
} from '../wire';
import { createControllers } from '../writers/controllers';
import { followConfig } from './config/followConfig';
import { loadConfig, type Config } from './config/loadConfig';
import type { EventLog } from './events';
import { explained } from './listen';
import type { Entrance } from './naming';
import { PATHS } from './paths';
import { startEngine, type Engine } from './startEngine';

/** How a sandbox is started; what is left out is as the command line has it. */
export interface SandboxOptions {
  /** A platform repository, the folder that has `config/platform.yaml`: the example's. */
  configDir?: string;
  /** The configuration itself, for a platform that is in no repository. */
  config?: Config;
  /** Of the AWS endpoint and the control API; 0: any free one. */
  port?: number;
  /** Of the load balancer; 0: any free one. */
  trafficPort?: number;
  /**
   * Where services are reached beside the HTTPS listener: `http`, a second listener, or
   * `internal`, a second load balancer. Each gives every service one more rule, and its
   * traffic port is the next one.
   */
  alsoOn?: readonly Entrance[];
  /** Real seconds that one of AWS's one-minute periods takes: 60 is real time. */
  minuteSeconds?: number;
  /** Steady load per service; 0: none. */
  requestsPerSecond?: number;
  /** Which services have HTTP origins; the others' health and metrics follow from the faults. */
  origins?: boolean | string[];
  /** Whether the platform's Lambda functions run. */
  lambdas?: boolean;
  /**
   * Where the functions' code is; left out: in the repository's own `lambda` folder, or in
   * the platform template's for a repository that has only its configuration.
   */
  lambdaSources?: string;
  /** Pages of these origins may use the control API. */
  allowedOrigins?: string[];
  /** How fast AWS may be called; left out: as fast as anybody likes. */
  requestLimits?: RequestLimit[];
  /** Real seconds per second of health checks and of the watchdog; below 1 only in tests. */
  secondScale?: number;
  /** Asked before each AWS call; where it has no fault for it, those that are set apply. */
  hook?: Hook;
  /** Told of each AWS call that has taken effect, before its caller is. */
  afterCall?: AfterCall;
}

/** A running sandbox. */
export interface Sandbox {
  /** For AWS_ENDPOINT_URL. */
  readonly awsEndpoint: string;
  readonly trafficUrl: string;
  /** Of every listener. */
  readonly trafficUrls: ReadonlyMap<Entrance, string>;
  readonly world: World;
  /** What the control API does, without HTTP. */
  readonly control: Commands & { status(): SandboxStatus };
  readonly events: EventLog;
  /** The AWS calls that were answered. */
  readonly calls: AwsEndpoint['calls'];
  stop(): Promise<void>;
}

/**
 * Starts a hybrid platform on this machine: its AWS, its traffic and its failover.
 *
 * @public
 */
export async function startSandbox(
  options: SandboxOptions = {},
): Promise<Sandbox> {
  const { secondScale = 1, minuteSeconds = 6 } = options;
  const configDir = options.configDir ?? PATHS.shop;
  const config = options.config ?? (await loadConfig(configDir));
  // In the order in which they were started; they stop the other way round.
  const started: { stop(): void | Promise<void> }[] = [];
  const stop = async () => {
    for (const part of started.splice(0).reverse()) await part.stop();
  };
  // Bundling takes as long as everything else: it goes on meanwhile.
  const bundling =
    options.lambdas ?? true ? bundleFunctions(functionsOf(options)) : undefined;
  bundling?.then(
    bundles => started.unshift({ stop: bundles.close }),
    () => {},
  );
  try {
    const engine = await startEngine({
      config,
      trafficPort: options.trafficPort ?? 4601,
      alsoOn: options.alsoOn,
      minuteSeconds,
      requestsPerSecond: options.requestsPerSecond ?? 10,
      origins: options.origins ?? true,
      secondScale,
    });
    started.push(engine);

    let lambdas: Lambdas | undefined;
    const { endpoint, commands, status } = await startEndpoint(
      engine,
      options,
      accessKeyId => lambdas?.nameOf(accessKeyId) ?? accessKeyId,
    );
    started.push({ stop: endpoint.close });
    if (bundling) {
      lambdas = startLambdas({
        world: engine.world,
        events: engine.events,
        platform: config.platform,
        endpointUrl: endpoint.url,
        minuteSeconds,
        secondScale,
        bundles: await bundling,
      });
      started.push(lambdas);
    }
    if (!options.config) {
      started.push(await followConfig(configDir, engine, lambdas));
    }
    return {
      awsEndpoint: endpoint.url,
      trafficUrl: engine.trafficUrl,
      trafficUrls: engine.trafficUrls,
      world: engine.world,
      control: { ...commands, status },
      events: engine.events,
      calls: endpoint.calls,
      stop,
    };
  } catch (error) {
    await bundling?.catch(() => {});
    await stop();
    throw error;
  }
}

async function startEndpoint(
  engine: Engine,
  options: SandboxOptions,
  nameOf: (accessKeyId: string) => string,
) {
  const { world } = engine;
  const faults = createAwsFaultSettings(() => operationNames(world));
  const faultHook = createFaultHook(faults.get);
  const hook: Hook = async (call, input) => {
    if (call.operation === 'ModifyRule') {
      engine.noteCaller(String(input.RuleArn), nameOf(call.accessKeyId));
    }
    return (await options.hook?.(call, input)) ?? faultHook(call, input);
  };
  const controllers = createControllers(world);
  const commands = createCommands(engine, faults, controllers);
  let url = '';
  const status = () => statusOf(engine, { url, faults: faults.get() });
  const port = options.port ?? 4600;
  const endpoint = await startAwsEndpoint({
    world,
    port,
    afterCall: options.afterCall,
    hook: options.requestLimits
      ? new RequestLimiter(options.requestLimits).hook(hook)
      : hook,
    extraRoutes: [
      controlRoute({
        commands,
        status,
        allowedOrigins: options.allowedOrigins ?? DEFAULT_ORIGINS,
      }),
    ],
  }).catch(error => {
    throw explained(error, {
      port,
      what: 'the AWS endpoint',
      option: '--port',
    });
  });
  url = endpoint.url;
  controllers.connect(endpoint.requestHandler);
  const close = () => {
    controllers.stop();
    return endpoint.close();
  };
  return { endpoint: { ...endpoint, close }, commands, status };
}

async function operationNames(world: World): Promise<string[]> {
  const services = await Promise.all(
    [...awsServices(world).values()].map(load => load()),
  );
  return services.flatMap(service => [...service.operations.keys()]);
}

function functionsOf({ configDir, lambdaSources }: SandboxOptions): string {
  if (lambdaSources) return lambdaSources;
  const own = configDir && join(configDir, 'lambda');
  return own && existsSync(own) ? own : PATHS.functions;
}
