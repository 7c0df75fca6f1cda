import { parseArgs } from 'node:util';
import { BREAKS, type BreakName } from './breaks';

/** How somebody wants a soak. */
export interface Options {
  minutes: number;
  seed: number;
  broken?: BreakName;
}

/** Why what was given cannot be understood. */
export class OptionsError extends Error {}

/** Reads the command line; `newSeed` is taken where none is given. */
export function readOptions(args: string[], newSeed: number): Options {
  const { minutes = '1', seed = String(newSeed), ...rest } = parse(args);
  const broken = rest.break;
  if (!(Number(minutes) > 0)) {
    throw new OptionsError(`--minutes: ${minutes} must be above 0`);
  }
  if (!/^\d{1,9}$/.test(seed)) {
    throw new OptionsError(
      `--seed: ${seed} must be a whole number of nine digits at most`,
    );
  }
  if (broken !== undefined && !isBreak(broken)) {
    throw new OptionsError(
      `--break: ${broken} must be one of ${Object.keys(BREAKS).join(', ')}`,
    );
  }
  return {
    minutes: Number(minutes),
    seed: Number(seed),
    ...(broken && { broken }),
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        minutes: { type: 'string' },
        seed: { type: 'string' },
        break: { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw new OptionsError((error as Error).message);
  }
}

function isBreak(name: string): name is BreakName {
  return Object.hasOwn(BREAKS, name);
}
