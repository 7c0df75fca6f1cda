import { start, toolEnv } from '../processes.mjs';

/** Runs a process quietly; resolves with its exit code and all that it printed. */
export function capture(command, args, { cwd, env } = {}) {
  return new Promise((resolve, reject) => {
    const child = start(command, args, {
      ...(cwd && { cwd }),
      env: env ?? toolEnv(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let output = '';
    child.stdout.on('data', chunk => {
      stdout += chunk;
      output += chunk;
    });
    child.stderr.on('data', chunk => {
      output += chunk;
    });
    child.on('error', reject);
    child.on('close', code => resolve({ code: code ?? 1, stdout, output }));
  });
}

/** The same, but an exit code other than 0 is an error with what was printed. */
export async function succeed(command, args, options) {
  const result = await capture(command, args, options);
  if (result.code !== 0) {
    throw new Error(
      `${command} ${args.join(' ')} ended with ${result.code}:\n${
        result.output
      }`,
    );
  }
  return result;
}
