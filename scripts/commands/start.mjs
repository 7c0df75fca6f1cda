import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { paint, say, UserError } from '../lib/output.mjs';
import { requireFreePorts, waitFor } from '../lib/ports.mjs';
import { join } from 'node:path';
import { root } from '../lib/paths.mjs';
import {
  isStopping,
  start,
  stopAll,
  toolEnv,
  untilAskedToStop,
} from '../lib/processes.mjs';

const require = createRequire(import.meta.url);

const ports = {
  4600: 'sandbox',
  4601: "sandbox's load balancer",
  7007: 'Backstage back end',
  3000: 'Backstage app',
};

/**
 * The credentials that the sandbox takes. They are no secret, and they shadow any real ones
 * in the environment: a back end that talks to the sandbox must not hold the keys of an account.
 */
const sandboxEnv = {
  AWS_ENDPOINT_URL: 'http://127.0.0.1:4600',
  AWS_ACCESS_KEY_ID: 'AKIASANDBOX000000001',
  AWS_SECRET_ACCESS_KEY: 'sandbox',
  AWS_SESSION_TOKEN: '',
  AWS_REGION: 'ap-northeast-2',
};

/** Starts a part and shows its output with its name in front. */
function startPart(name, format, command, args, { cwd = root, env } = {}) {
  const child = start(command, args, {
    cwd,
    env: toolEnv({ FORCE_COLOR: process.stdout.isTTY ? '1' : '0', ...env }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const label = paint(format, name.padEnd(8));
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', line =>
      process.stdout.write(`${label} ${line}\n`),
    );
  }
  return child;
}

/**
 * Without watching, the back end is up in half the time and does not restart under somebody
 * who is in the middle of a shift; who works on it asks for `--watch`.
 */
function backendArgs(cli, { watch }) {
  return watch
    ? [cli, 'package', 'start']
    : [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        'src/index.ts',
      ];
}

/** The sandbox, the back end and the app, until Ctrl-C. */
export async function run(args) {
  const { values: options } = parseArgs({
    args,
    options: { watch: { type: 'boolean', default: false } },
  });
  await requireFreePorts(ports);
  const startedAt = Date.now();
  const asked = untilAskedToStop();
  let gone;
  const watch = (name, child) => {
    child.on('exit', code => {
      if (!isStopping()) gone ??= { name, code };
    });
  };
  const cli = join(
    root,
    'node_modules',
    '@backstage',
    'cli',
    'bin',
    'backstage-cli',
  );
  const node = process.execPath;

  say('Starting the sandbox, the Backstage back end and the Backstage app');
  watch(
    'sandbox',
    startPart('sandbox', 'yellow', node, [
      '--import',
      'tsx',
      'examples/sandbox/src/cli.ts',
      'start',
    ]),
  );
  watch(
    'backend',
    startPart('backend', 'magenta', node, backendArgs(cli, options), {
      cwd: join(root, 'examples', 'backend'),
      env: { NODE_ENV: 'development', ...sandboxEnv },
    }),
  );
  watch(
    'app',
    startPart('app', 'blue', node, [cli, 'package', 'start'], {
      cwd: join(root, 'examples', 'app'),
      env: { BROWSER: 'none' },
    }),
  );

  const isOver = () => gone !== undefined || isStopping();
  const ready = Promise.all(
    [
      'http://127.0.0.1:4600/_sandbox/status',
      'http://127.0.0.1:7007/.backstage/health/v1/readiness',
      'http://localhost:3000/',
    ].map(url => waitFor(url, { timeoutMs: 300_000, isOver })),
  ).then(answers => {
    if (answers.every(Boolean)) {
      announce(Math.round((Date.now() - startedAt) / 1000));
    } else if (!isOver()) {
      gone = { name: 'start', code: 1, slow: true };
    }
  });

  const over = (async () => {
    while (!isOver()) await new Promise(resolve => setTimeout(resolve, 200));
  })();
  await Promise.race([asked, over]);
  await stopAll();
  await ready;
  if (gone) {
    throw new UserError(
      gone.slow
        ? 'Not every part was ready within five minutes.'
        : `The ${gone.name} ended by itself (exit code ${gone.code}); everything else was stopped.`,
      'Its own words are above.',
    );
  }
  say('Stopped');
  return 0;
}

function announce(seconds) {
  const line = text => process.stdout.write(`  ${text}\n`);
  process.stdout.write('\n');
  say(paint('bold', `Ready after ${seconds} s: http://localhost:3000`));
  line('Sign in as Mina, who owns the cart, and open the cart in the catalog.');
  line('The Sandbox page switches sites, tunnels and services off and on;');
  line('in a terminal, “npm run sandbox -- status --watch” shows the same.');
  line('Ctrl-C ends everything.');
  process.stdout.write('\n');
}
