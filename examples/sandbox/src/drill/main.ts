import { resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { printReport } from './print';
import { DETECTIONS, type Detection, type DrillReport } from './report';
import { runDrill } from './runDrill';

// The drill runs from source, never from a package.
// eslint-disable-next-line no-restricted-syntax
const EXAMPLE = resolve(__dirname, '../../platforms/shop');

interface Arguments {
  only?: Detection;
  json?: boolean;
  config: string;
  rate: number;
}

const program = new Command('drill')
  .description(
    'Takes on-prem down under load, in real time, and measures how long the platform takes to move the traffic by itself',
  )
  .addOption(
    new Option('--only <detection>', 'one design instead of both').choices([
      ...DETECTIONS,
    ]),
  )
  .option('--json', 'print the figures as JSON')
  .option('--config <folder>', 'the platform repository to drill', EXAMPLE)
  .option('--rate <number>', 'requests per second and service', parseRate, 10)
  .action(drill);

program.parseAsync().catch(error => {
  process.stderr.write(`drill: ${error.message}\n`);
  process.exitCode = 2;
});

async function drill(args: Arguments): Promise<void> {
  const reports: DrillReport[] = [];
  for (const detection of args.only ? [args.only] : DETECTIONS) {
    const report = await runDrill({
      detection,
      repository: resolve(args.config),
      requestsPerSecond: args.rate,
      // On stderr, so that the figures can be piped.
      onProgress: message =>
        process.stderr.write(`drill (${detection}): ${message}\n`),
    });
    reports.push(report);
    if (!args.json) process.stdout.write(`\n${printReport(report)}\n\n`);
  }
  if (args.json) process.stdout.write(`${JSON.stringify(reports, null, 2)}\n`);
  if (reports.some(({ passed }) => !passed)) process.exitCode = 1;
}

function parseRate(value: string): number {
  const rate = Number(value);
  if (!Number.isInteger(rate) || rate < 1 || rate > 200) {
    throw new InvalidArgumentError('It must be a whole number from 1 to 200.');
  }
  return rate;
}
