import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { say, UserError } from './output.mjs';
import { root } from './paths.mjs';
import { runToEnd } from './processes.mjs';

/**
 * npx hands its own options on as settings, and any npx further down would take them for
 * its own: CDK's, which bundles with esbuild, would ask for the package `node` instead.
 */
export function forgetNpx(env) {
  for (const name of ['package', 'yes', 'call']) {
    delete env[`npm_config_${name}`];
  }
}

/** What Backstage 1.55 supports. */
const supported = [22, 24];

/**
 * Runs this very command again on Node.js 24 where the present one is not supported.
 * The npm package `node` brings a real one, and everything that is started from there
 * runs on it too.
 *
 * @returns the exit code of the other run, or undefined where none was needed
 */
export async function ensureSupportedNode(argv) {
  forgetNpx(process.env);
  const started = process.env.HYBRID_NODE_RELAUNCHED;
  if (started) {
    writeFileSync(started, process.version);
    // What is started from here begins anew.
    delete process.env.HYBRID_NODE_RELAUNCHED;
  }
  const major = Number(process.versions.node.split('.')[0]);
  if (supported.includes(major)) return undefined;
  if (major < 20) {
    throw new UserError(
      `Node.js ${process.versions.node} is too old.`,
      'Install Node.js 20 or newer.',
    );
  }
  if (started) {
    throw new UserError(
      `Node.js 24 could not be started: it is still ${process.versions.node}.`,
      'Install Node.js 24 yourself and try again.',
    );
  }
  say(
    `Node.js ${process.versions.node} is not one that Backstage supports; using Node.js 24 from npm`,
  );
  return runOnNode24(argv);
}

/** The other run leaves a file when it starts: without it, it was npx that failed. */
async function runOnNode24(argv) {
  const folder = mkdtempSync(join(tmpdir(), 'hybrid-node-'));
  const started = join(folder, 'started');
  try {
    const npx = process.platform === 'win32' ? 'npx.cmd' : 'npx';
    const code = await runToEnd(
      npx,
      ['--yes', '--package', 'node@24', '--', 'node', ...argv],
      {
        cwd: root,
        env: { ...process.env, HYBRID_NODE_RELAUNCHED: started },
        shell: process.platform === 'win32',
      },
    );
    if (code !== 0 && !existsSync(started)) {
      throw new UserError(
        'Node.js 24 could not be fetched from the package registry; npm says why above.',
        'Check the network and npm’s proxy, or install Node.js 24 yourself, and run the command again.',
      );
    }
    return code;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
