import { Agent, request, STATUS_CODES } from 'node:http';
import type { World } from '../../model';

/** Keeps what Route 53's health checkers see up to date. */
export interface Route53Checks {
  stop(): void;
}

/**
 * Asks through the load balancer, as clients would; the checkers of all Regions see the
 * same. A host without origins is not asked: nothing would answer there.
 */
export function startRoute53Checks(options: {
  world: World;
  trafficPort: number;
  intervalMs: number;
  isServed: (host: string) => boolean;
}): Route53Checks {
  const { world, trafficPort, intervalMs, isServed } = options;
  const agent = new Agent({ keepAlive: false });

  const check = async () => {
    for (const healthCheck of world.dns.healthChecks.values()) {
      const host = healthCheck.fullyQualifiedDomainName;
      if (!isServed(host)) continue;
      const seen = await ask(agent, trafficPort, host, healthCheck.path);
      for (const observation of healthCheck.observations) {
        Object.assign(observation, seen, { at: world.now() });
      }
    }
  };
  const timer = setInterval(() => void check(), intervalMs);
  return {
    stop() {
      clearInterval(timer);
      agent.destroy();
    },
  };
}

function ask(
  agent: Agent,
  port: number,
  host: string,
  path: string,
): Promise<{ ok: boolean; status: string }> {
  return new Promise(resolve => {
    const failed = (why: string) =>
      resolve({ ok: false, status: `Failure: ${why}` });
    const outgoing = request(
      { agent, host: '127.0.0.1', port, path, headers: { host } },
      response => {
        response.resume();
        const code = response.statusCode ?? 0;
        const answer = `HTTP Status Code ${code}, ${STATUS_CODES[code] ?? ''}`;
        if (code >= 200 && code < 400) {
          resolve({ ok: true, status: `Success: ${answer}` });
        } else {
          failed(answer);
        }
      },
    );
    outgoing.setTimeout(4_000, () => outgoing.destroy(new Error('timed out')));
    outgoing.on('error', () => failed('The health checker got no response'));
    outgoing.end();
  });
}
