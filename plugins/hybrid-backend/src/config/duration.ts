import { readDurationFromConfig, type Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds, type HumanDuration } from '@backstage/types';

/** A duration in milliseconds, in every way that Backstage writes one. */
export function readDuration(
  root: Config,
  path: string,
  fallback: HumanDuration,
  minimumMs: number = 0,
): number {
  const value = durationToMilliseconds(
    root.has(path) ? readDurationFromConfig(root, { key: path }) : fallback,
  );
  if (!(value >= minimumMs)) {
    throw new InputError(
      `Invalid configuration at '${path}': must be at least ${minimumMs} ms, is ${value} ms`,
    );
  }
  return value;
}
