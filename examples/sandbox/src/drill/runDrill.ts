import { loadConfig } from '../engine/config/loadConfig';
import { naming } from '../engine/naming';
import { startSandbox } from '../engine/startSandbox';
import type { World } from '../model';
import { serviceNames } from '../engine/world/rules';
import { startDrillLoad, type Client } from './load';
import { hasHealthyTarget, observe } from './observe';
import {
  LIMIT_SECONDS,
  reportDrill,
  type Detection,
  type DrillReport,
} from './report';

export interface DrillOptions {
  detection: Detection;
  /** A platform repository's folder. */
  repository: string;
  requestsPerSecond: number;
  /** Told what is being done, while it is done. */
  onProgress(message: string): void;
}

const READY_LIMIT_MS = 120_000;
const BASELINE_MS = 10_000;
/** How long the load goes on after the traffic has moved, to see that it stays well. */
const AFTERWARDS_MS = 10_000;

/** Takes on-prem down under load, in real time, and measures what happens. */
export async function runDrill(options: DrillOptions): Promise<DrillReport> {
  const { detection, requestsPerSecond, onProgress } = options;
  const { platform, services } = await loadConfig(options.repository);
  onProgress('starting the sandbox in real time');
  const sandbox = await startSandbox({
    // Only one of the two decides.
    config: {
      platform: { ...platform, failover: { ...platform.failover, detection } },
      services,
    },
    port: 0,
    trafficPort: 0,
    minuteSeconds: 60,
    // The drill sends its own requests, so that it counts every one of them.
    requestsPerSecond: 0,
  });
  try {
    const { world, trafficUrl } = sandbox;
    onProgress('waiting for the health checks');
    await untilHealthy(world);

    onProgress(
      `sending ${requestsPerSecond} requests per second to each service`,
    );
    const clients = clientsOf(world);
    const load = startDrillLoad({ trafficUrl, clients, requestsPerSecond });
    const observation = observe(world);
    try {
      await pause(BASELINE_MS);
      const outageAt = Date.now();
      sandbox.control.setSite('on-prem', false);
      onProgress('on-prem is off; waiting for the traffic to move');

      const limit = outageAt + LIMIT_SECONDS[detection] * 1000;
      while (!observation.allMoved() && Date.now() < limit) await pause(100);
      await pause(AFTERWARDS_MS);
      await load.stop();
      return reportDrill({
        detection,
        outageAt,
        endedAt: Date.now(),
        requestsPerSecond,
        services: observation.services,
        requests: load.requests,
      });
    } finally {
      observation.stop();
      await load.stop();
    }
  } finally {
    await sandbox.stop();
  }
}

/** Waits until both sites serve every service. */
async function untilHealthy(world: World): Promise<void> {
  const limit = Date.now() + READY_LIMIT_MS;
  const isReady = () =>
    serviceNames(world).every(
      service =>
        hasHealthyTarget(world, service, 'on-prem') &&
        hasHealthyTarget(world, service, 'aws'),
    );
  while (!isReady()) {
    if (Date.now() > limit) {
      throw new Error(
        'the services did not become healthy at both sites within two minutes',
      );
    }
    await pause(100);
  }
}

/** One client per service, at a host and path that its rule matches. */
function clientsOf(world: World): Client[] {
  return serviceNames(world).map(service => {
    const rule = world.loadBalancing.rules.get(naming(world).ruleArn(service));
    const first = (field: string, otherwise: string) => {
      const condition = rule?.conditions.find(each => each.field === field);
      return (condition?.values[0] ?? otherwise).replace(/[*?]/g, 'a');
    };
    return {
      service,
      host: first('host-header', 'localhost'),
      path: first('path-pattern', '/'),
    };
  });
}

function pause(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms));
}
