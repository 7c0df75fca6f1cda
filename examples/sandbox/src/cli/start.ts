import { resolve as absolute } from 'node:path';
import { renderEvent } from './render';
import type { Entrance } from '../engine/naming';
import { startSandbox } from '../engine/startSandbox';

/** What `start` can be told. */
export interface StartFlags {
  config: string;
  port: number;
  trafficPort: number;
  alsoOn?: Entrance[];
  realTime?: boolean;
  minuteSeconds: number;
  rps: number;
  load: boolean;
  origins: boolean;
  lambdas: boolean;
  allowOrigin?: string[];
}

/** Starts a sandbox and keeps it until it is asked to stop. */
export async function start(flags: StartFlags): Promise<void> {
  const sandbox = await startSandbox({
    configDir: absolute(flags.config),
    port: flags.port,
    trafficPort: flags.trafficPort,
    alsoOn: flags.alsoOn,
    minuteSeconds: flags.realTime ? 60 : flags.minuteSeconds,
    requestsPerSecond: flags.load ? flags.rps : 0,
    origins: flags.origins,
    lambdas: flags.lambdas,
    allowedOrigins: flags.allowOrigin,
  });
  const status = sandbox.control.status();
  say(
    `The platform ${status.platform} runs with ${status.services.length} services; a minute of AWS takes ${status.minuteSeconds} s.`,
  );
  say(`  AWS_ENDPOINT_URL=${sandbox.awsEndpoint}`);
  for (const [entrance, url] of sandbox.trafficUrls) {
    say(
      `  load balancer    ${url}${
        sandbox.trafficUrls.size > 1 ? ` (${entrance})` : ''
      }`,
    );
  }
  say('  yarn sandbox status --watch shows it; Ctrl-C stops it.');
  sandbox.events.onAdd(event => say(renderEvent(event)));

  const asked = await untilAsked();
  say(`Stopping (${asked})`);
  // A second signal ends at once what does not end by itself.
  const impatient = () => process.exit(130);
  process.once('SIGINT', impatient);
  process.once('SIGTERM', impatient);
  await sandbox.stop();
  process.off('SIGINT', impatient);
  process.off('SIGTERM', impatient);
}

function untilAsked(): Promise<string> {
  return new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => resolve(signal));
    }
  });
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
