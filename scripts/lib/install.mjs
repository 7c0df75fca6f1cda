import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { paint, say, UserError } from './output.mjs';
import { cacheDir, root, yarn } from './paths.mjs';
import { toolEnv } from './processes.mjs';

const stamp = join(root, 'node_modules', '.hybrid-platform-install');
const neededBytes = 4e9;

/** What an installation depends on: a change of any of it asks for a new one. */
function fingerprint() {
  const hash = createHash('sha256').update(
    `${process.platform} ${process.arch} ${process.versions.modules}`,
  );
  const manifests = ['plugins', 'examples'].flatMap(folder =>
    readdirSync(join(root, folder)).map(name =>
      join(root, folder, name, 'package.json'),
    ),
  );
  for (const file of [
    join(root, 'yarn.lock'),
    join(root, 'package.json'),
    ...manifests.sort(),
  ]) {
    if (existsSync(file)) hash.update(readFileSync(file));
  }
  return hash.digest('hex');
}

/** Makes node_modules what yarn.lock says, unless it already is. */
export async function ensureInstalled() {
  const wanted = fingerprint();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  const { bavail, bsize } = statfsSync(root);
  if (!existsSync(stamp) && bavail * bsize < neededBytes) {
    throw new UserError(
      `There is ${((bavail * bsize) / 1e9).toFixed(
        1,
      )} GB of free disk; the installation needs ${neededBytes / 1e9} GB.`,
      'Free some space and run the command again: it continues where it stopped.',
    );
  }
  say(
    'Installing the dependencies (about 2 GB; two minutes or more the first time)',
  );
  const startedAt = Date.now();
  await runYarnInstall();
  writeFileSync(stamp, wanted);
  say(`Installed in ${Math.round((Date.now() - startedAt) / 1000)} s`);
}

async function runYarnInstall() {
  mkdirSync(cacheDir, { recursive: true });
  const logFile = join(cacheDir, 'install.log');
  const log = createWriteStream(logFile);
  let output = '';
  const child = spawn(process.execPath, [yarn, 'install', '--immutable'], {
    cwd: root,
    env: toolEnv({ YARN_ENABLE_PROGRESS_BARS: 'false' }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const read = chunk => {
    log.write(chunk);
    output = (output + chunk).slice(-200_000);
    for (const [, step] of String(chunk).matchAll(/┌ (.+ step)/g)) {
      process.stdout.write(`  ${paint('dim', step)}\n`);
    }
  };
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  log.end();
  if (code !== 0) throw explain(output, logFile);
}

/** Turns what Yarn printed into one sentence and a remedy. */
export function explain(output, logFile) {
  const last = output.trimEnd().split('\n').slice(-15).join('\n  ');
  const more = `The whole log is in ${logFile}.`;
  if (/ENOSPC|no space left/i.test(output)) {
    return new UserError(
      'The installation stopped because the disk is full.',
      `Free about ${neededBytes / 1e9} GB and run the command again. ${more}`,
    );
  }
  if (
    /ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|getaddrinfo|RequestError/i.test(
      output,
    )
  ) {
    return new UserError(
      'The installation stopped because the package registry could not be reached.',
      `Check the network, or set npm's registry and proxy for yours (YARN_NPM_REGISTRY_SERVER, YARN_HTTPS_PROXY), and run the command again. ${more}`,
    );
  }
  if (/YN0028|lockfile would have been modified/i.test(output)) {
    return new UserError(
      'yarn.lock does not fit the package.json files.',
      `After changing dependencies run “node ${yarn} install” and commit yarn.lock.`,
    );
  }
  return new UserError(`The installation failed:\n  ${last}`, more);
}
