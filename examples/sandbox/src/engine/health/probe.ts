import { Agent } from 'node:http';
import type { World } from '../../model';
import { sendToTarget, TargetError } from '../dataPlane/connect';
import type { Origins } from '../dataPlane/origins';
import { isReachableFromAws, type Faults } from '../faults';
import type { Place } from '../places';
import type { ProbeResult } from './targetHealth';

/** Checks one target once. */
export type Probe = (
  target: { service: string; place: Place; address: string },
  check: {
    path: string;
    /** For a connection that does not come about, and for the answer. */
    connectTimeoutMs: number;
    timeoutMs: number;
  },
) => Promise<ProbeResult>;

/**
 * Asks targets that have a process over HTTP, as ELB does. For those without one, which is
 * how a thousand services fit into one process, the answer follows from the faults.
 */
export function createProbe(options: {
  world: World;
  origins: Pick<Origins, 'portOf'>;
  faults: Faults;
}): { probe: Probe; close(): void } {
  const { world, origins, faults } = options;
  // ELB opens a connection for each check, so that an old one cannot hide a dead listener.
  const agent = new Agent({ keepAlive: false });

  const probe: Probe = async ({ service, place, address }, check) => {
    const port = origins.portOf(service, place, address);
    const reachable = isReachableFromAws(world, place);
    if (port === undefined) {
      if (!reachable) return { kind: 'timeout' };
      return faults.runs(service, place, address)
        ? { kind: 'response', status: 200 }
        : { kind: 'connection-error' };
    }
    try {
      const response = await sendToTarget(agent, {
        port,
        reachable,
        method: 'GET',
        path: check.path,
        headers: { host: address, 'user-agent': 'ELB-HealthChecker/2.0' },
        connectTimeoutMs: check.connectTimeoutMs,
        timeoutMs: check.timeoutMs,
      });
      response.resume();
      return { kind: 'response', status: response.statusCode ?? 0 };
    } catch (error) {
      if (!(error instanceof TargetError)) throw error;
      return {
        kind: error.kind === 'timeout' ? 'timeout' : 'connection-error',
      };
    }
  };
  return { probe, close: () => agent.destroy() };
}
