/*
 * Measures how a sandbox with many services starts and runs: `yarn bench [services]`.
 * Prints the figures, and fails when they are over the limits that the sandbox promises.
 */
import { generateServices } from './engine/generateServices';
import { startSandbox } from './engine/startSandbox';

const LIMITS = { startSeconds: 5, rssMegabytes: 600 };

async function main(services: number): Promise<void> {
  const before = performance.now();
  const sandbox = await startSandbox({
    config: generateServices(services),
    port: 0,
    trafficPort: 0,
    origins: ['svc-0001'],
  });
  const startSeconds = (performance.now() - before) / 1000;
  print('services', String(services));
  print('started in', `${startSeconds.toFixed(2)} s`);
  print('memory after the start', `${megabytes()} MB`);

  // Long enough for five minutes of AWS, with their metrics, alarms and Lambda runs.
  const cpu = process.cpuUsage();
  await new Promise(resolve => {
    setTimeout(resolve, 30_000);
  });
  const { user, system } = process.cpuUsage(cpu);
  const rss = megabytes();
  print('memory after 30 s', `${rss} MB`);
  print('processor', `${Math.round((user + system) / 300_000)} % of a core`);
  print('AWS calls', String(sandbox.calls.count().total));

  await sandbox.stop();
  if (
    services <= 1000 &&
    (startSeconds > LIMITS.startSeconds || rss > LIMITS.rssMegabytes)
  ) {
    process.stderr.write(
      `Over the limit for 1,000 services: ${LIMITS.startSeconds} s, ${LIMITS.rssMegabytes} MB\n`,
    );
    process.exitCode = 1;
  }
}

function megabytes(): number {
  return Math.round(process.memoryUsage().rss / 1024 / 1024);
}

function print(name: string, value: string): void {
  process.stdout.write(`${name.padEnd(24)} ${value}\n`);
}

void main(Number(process.argv[2] ?? 1000));
