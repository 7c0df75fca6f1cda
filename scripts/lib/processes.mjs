import { spawn } from 'node:child_process';
import { dirname, delimiter, join } from 'node:path';
import { root } from './paths.mjs';

/** Child processes that must not outlive this one. */
const running = new Set();
let stopping = false;

/** The environment in which the repository's own tools are found, on this same Node.js. */
export function toolEnv(extra = {}) {
  return {
    ...process.env,
    ...extra,
    PATH: [
      dirname(process.execPath),
      join(root, 'node_modules', '.bin'),
      process.env.PATH,
    ].join(delimiter),
  };
}

/** Starts a process in a group of its own, so that whatever it starts ends with it. */
export function start(command, args, options = {}) {
  const child = spawn(command, args, {
    cwd: root,
    env: toolEnv(),
    stdio: 'inherit',
    ...options,
    detached: process.platform !== 'win32',
  });
  running.add(child);
  child.on('exit', () => running.delete(child));
  return child;
}

/** The exit code of a started process; 1 where a signal ended it. */
export function exitOf(child) {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', code => resolve(code ?? 1));
  });
}

/** Runs a process in the foreground, so that Ctrl-C reaches it as well. */
export function runToEnd(command, args, options = {}) {
  const child = spawn(command, args, {
    cwd: root,
    env: toolEnv(),
    stdio: 'inherit',
    ...options,
  });
  const ignore = () => {};
  process.on('SIGINT', ignore);
  const forward = () => child.kill('SIGTERM');
  process.on('SIGTERM', forward);
  return exitOf(child).finally(() => {
    process.off('SIGINT', ignore);
    process.off('SIGTERM', forward);
  });
}

function signal(child, name) {
  try {
    if (process.platform === 'win32') child.kill(name);
    else process.kill(-child.pid, name);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/** Ends everything that was started, kindly at first. */
export async function stopAll() {
  stopping = true;
  const children = [...running];
  const ended = Promise.all(
    children.map(child => exitOf(child).catch(() => 1)),
  );
  children.forEach(child => signal(child, 'SIGTERM'));
  const timer = setTimeout(
    () => children.forEach(child => signal(child, 'SIGKILL')),
    5000,
  );
  await ended;
  clearTimeout(timer);
}

export const isStopping = () => stopping;

/** Resolves when the user or a supervisor asks this process to end. */
export function untilAskedToStop() {
  return new Promise(resolve => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.once(name, () => resolve(name));
    }
  });
}
