import { Command, InvalidArgumentError, Option } from 'commander';
import { PATHS } from '../engine/paths';
import { ConfigError } from '../engine/config/problems';
import { SandboxError } from '../engine/listen';
import { addFaultCommands } from './faultCommands';
import { createControlClient } from './client';
import { number, port } from './numbers';
import { renderEvents, renderStatus } from './render';
import { start, type StartFlags } from './start';

/** The command line; `write` takes what goes to the terminal. */
export function createProgram(write: (text: string) => void): Command {
  const program = new Command('sandbox')
    .description('A hybrid platform on this machine, and faults to inject')
    .showHelpAfterError('(--help shows what is possible)');

  program
    .command('start')
    .description('Starts the platform and runs it until Ctrl-C')
    .option('--config <dir>', 'the platform repository', PATHS.shop)
    .option(
      '--port <port>',
      'of the AWS endpoint and the control API',
      port,
      4600,
    )
    .option('--traffic-port <port>', 'of the load balancer', port, 4601)
    .addOption(
      new Option(
        '--also-on <listener...>',
        'one more rule for each service: on an HTTP listener, on an internal load balancer',
      ).choices(['http', 'internal']),
    )
    .option('--real-time', 'a minute of AWS takes 60 s instead of 6 s')
    .option(
      '--minute-seconds <seconds>',
      'what a minute of AWS takes',
      number(1, 60),
      6,
    )
    .option(
      '--rps <requests>',
      'requests per second and service of the steady load',
      number(0.1, 1000),
      10,
    )
    .option('--no-load', 'no steady load')
    .option('--no-origins', 'no HTTP origins: health follows from the faults')
    .option('--no-lambdas', "do not run the platform's Lambda functions")
    .option(
      '--allow-origin <origin...>',
      'pages that may use the control API, instead of the example app',
    )
    .action((flags: StartFlags) => start(flags));

  program
    .command('status')
    .description('Shows weights, shares, health and faults')
    .option('--watch', 'shows them again every second, until Ctrl-C')
    .option('--port <port>', 'of the sandbox', port, 4600)
    .action(async (flags: { watch?: boolean; port: number }) => {
      const client = createControlClient(flags.port);
      const show = async (before = '') =>
        write(`${before}${renderStatus(await client.status())}\n`);
      if (!flags.watch) {
        await show();
        return;
      }
      const clear = process.stdout.isTTY ? '\u001b[H\u001b[2J' : '\n';
      for (;;) {
        await show(clear);
        await new Promise(resolve => {
          setTimeout(resolve, 1000);
        });
      }
    });

  program
    .command('events')
    .description('Shows what happened lately')
    .option('--port <port>', 'of the sandbox', port, 4600)
    .action(async (flags: { port: number }) => {
      const { events } = await createControlClient(flags.port).status();
      write(`${renderEvents(events)}\n`);
    });

  addFaultCommands(program, write);
  return program;
}

/** Runs the command line of a process. */
export async function runCli(argv: string[]): Promise<void> {
  try {
    await createProgram(text => process.stdout.write(text)).parseAsync(argv);
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    process.exitCode = 1;
  }
}

/** What went wrong and what to do, without a stack that says neither. */
export function explain(error: unknown): string {
  if (error instanceof ConfigError) {
    return `The configuration is wrong:\n${error.message}`;
  }
  if (error instanceof SandboxError) {
    return error.remedy ? `${error.message}\n${error.remedy}` : error.message;
  }
  if (error instanceof InvalidArgumentError) return error.message;
  return error instanceof Error ? error.stack ?? error.message : String(error);
}
