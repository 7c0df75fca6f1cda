#!/usr/bin/env node
/*
 * The one entry behind `npm start`, `npm test` and their kin. It needs nothing but
 * Node.js 20 with npm: it finds a Node.js that Backstage supports, installs the
 * dependencies with the committed Yarn, and then runs the command.
 */
import { ensureSupportedNode } from './lib/node.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { fail, UserError } from './lib/output.mjs';

const commands = {
  start: () => import('./commands/start.mjs'),
  test: () => import('./commands/test.mjs'),
  'test-all': () => import('./commands/test-all.mjs'),
  mutation: () => import('./commands/mutation.mjs'),
  'test-templates': () => import('./commands/test-templates.mjs'),
  sandbox: () => import('./commands/sandbox.mjs'),
  drill: () => import('./commands/drill.mjs'),
  bench: () => import('./commands/bench.mjs'),
  soak: () => import('./commands/soak.mjs'),
  pictures: () => import('./commands/pictures.mjs'),
  ci: () => import('./commands/ci.mjs'),
  exec: () => import('./commands/exec.mjs'),
};

const [name, ...args] = process.argv.slice(2);

try {
  const load = commands[name];
  if (!load) {
    throw new UserError(
      `There is no command “${name ?? ''}”.`,
      `Choose one of: ${Object.keys(commands).join(', ')}.`,
    );
  }
  const relaunched = await ensureSupportedNode(process.argv.slice(1));
  if (relaunched === undefined) {
    await ensureInstalled();
    const { run } = await load();
    process.exitCode = await run(args);
  } else {
    process.exitCode = relaunched;
  }
} catch (error) {
  fail(error);
}
