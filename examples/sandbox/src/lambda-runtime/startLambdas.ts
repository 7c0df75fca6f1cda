import { join } from 'node:path';
import type { PlatformConfig } from '../engine/platformConfig';
import type { EventLog } from '../engine/events';
import { naming } from '../engine/naming';
import { TAGS } from '../engine/tags';
import { tag } from '../engine/world/tagging';
import type { World } from '../model';
import { alarmEvent } from './alarmEvent';
import { createBundles, type Bundles } from './bundle';
import { createFunction, type RunningFunction } from './createFunction';
import { functionEnvironment } from './environment';
import { invokeAsync } from './invokeAsync';
import { startSchedules } from './schedules';

/** The functions of the platform, their names as in the CDK application. */
export const FUNCTIONS = [
  'increase-aws-traffic',
  'reset-default-traffic',
  'traffic-watchdog',
] as const;

export type FunctionName = (typeof FUNCTIONS)[number];

/** What {@link startLambdas} needs. */
export interface LambdasOptions {
  world: World;
  events: EventLog;
  platform: PlatformConfig;
  endpointUrl: string;
  minuteSeconds: number;
  secondScale: number;
  /** Of {@link bundleFunctions}; whoever made them closes them. */
  bundles: Bundles;
}

/** The running functions. */
export interface Lambdas {
  /** Follows a changed `config/platform.yaml`. */
  configure(platform: PlatformConfig): void;
  /** The function that signs with this access key id. */
  nameOf(accessKeyId: string): string | undefined;
  stop(): void;
}

const TIMEOUT_MS: Record<FunctionName, number> = {
  'increase-aws-traffic': 60_000,
  'reset-default-traffic': 60_000,
  'traffic-watchdog': 90_000,
};

/** As the platform template sets them: the watchdog's next run is its retry. */
const RETRIES: Record<FunctionName, number> = {
  'increase-aws-traffic': 2,
  'reset-default-traffic': 2,
  'traffic-watchdog': 0,
};

/** Bundles the platform's own failover functions. */
export function bundleFunctions(sources: string): Promise<Bundles> {
  return createBundles(
    Object.fromEntries(
      FUNCTIONS.map(name => [name, join(sources, name, 'index.ts')]),
    ),
  );
}

/**
 * Runs the platform's own failover functions on what AWS runs them on: changes of alarms,
 * schedules, and Invoke calls.
 */
export function startLambdas(options: LambdasOptions): Lambdas {
  const { world, events, bundles } = options;
  const names = naming(world);
  const keys = new Map(
    FUNCTIONS.map((name, index) => [`AKIASANDBOXLAMBDA00${index + 1}`, name]),
  );
  const environmentOf = (name: FunctionName, platform: PlatformConfig) =>
    functionEnvironment({
      functionName: names.functionName(name),
      region: world.region,
      accessKeyId: [...keys].find(([, each]) => each === name)![0],
      endpointUrl: options.endpointUrl,
      nothing: bundles.nothing,
      settings: settingsOf(platform, options),
    });

  const functions = new Map<FunctionName, RunningFunction>();
  for (const name of FUNCTIONS) {
    const made = createFunction({
      name: names.functionName(name),
      arn: names.functionArn(name),
      process: {
        bootstrap: bundles.bootstrap,
        bundle: bundles.of(name),
        environment: environmentOf(name, options.platform),
        timeoutMs: TIMEOUT_MS[name],
      },
    });
    functions.set(name, made);
    world.functions.set(made.name, made);
    tag(world, made.arn);
  }

  const abort = new AbortController();
  const run = async (name: FunctionName, payload: unknown, service?: string) =>
    invokeAsync(functions.get(name)!, payload, {
      minuteMs: options.minuteSeconds * 1000,
      retries: RETRIES[name],
      signal: abort.signal,
      onFailure: (error, attempt) =>
        events.add({
          kind: 'lambda',
          service,
          message: `${names.functionName(name)} failed (attempt ${attempt} of ${
            RETRIES[name] + 1
          }): ${error.errorType}: ${error.errorMessage}`,
        }),
    });

  const stopListening = world.alarms.onChange((alarm, previous) => {
    if (!alarm.actionsEnabled || alarm.state === 'INSUFFICIENT_DATA') return;
    const actions =
      alarm.state === 'ALARM' ? alarm.alarmActions : alarm.okActions;
    const service = world.tags.get(alarm.arn)?.get(TAGS.service);
    const payload = alarmEvent(alarm, previous, world);
    for (const [name, { arn }] of functions) {
      if (!actions.includes(arn)) continue;
      events.add({
        kind: 'lambda',
        service,
        message: `${names.functionName(name)} runs: ${alarm.name} is in ${
          alarm.state
        }`,
      });
      void run(name, payload, service);
    }
  });
  let schedules = startSchedules(options.platform, options, run);

  return {
    configure(platform) {
      for (const [name, each] of functions) {
        each.setEnvironment(environmentOf(name, platform));
      }
      schedules.stop();
      schedules = startSchedules(platform, options, run);
    },
    nameOf: accessKeyId => keys.get(accessKeyId),
    stop() {
      schedules.stop();
      stopListening();
      abort.abort();
      for (const each of functions.values()) each.stop();
    },
  };
}

function settingsOf(
  platform: PlatformConfig,
  { minuteSeconds, secondScale }: LambdasOptions,
) {
  const { failover } = platform;
  return {
    platformId: platform.id,
    holdDownSeconds: (failover.holdDownSeconds * minuteSeconds) / 60,
    watchdogIntervalSeconds: failover.watchdogIntervalSeconds * secondScale,
    // A little less than the minute between two runs, so that they do not overlap.
    watchdogRunSeconds: 55 * secondScale,
  };
}
