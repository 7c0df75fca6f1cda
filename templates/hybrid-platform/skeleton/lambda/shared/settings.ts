type Environment = Record<string, string | undefined>;

/** The platform's id, from HYBRID_PLATFORM. */
export function readPlatform(env: Environment): string {
  const platform = env.HYBRID_PLATFORM;
  if (!platform) {
    throw new Error("HYBRID_PLATFORM is not set: it must be the platform's id");
  }
  return platform;
}

/** A duration in milliseconds, from a variable in seconds. */
export function readSeconds(env: Environment, name: string): number {
  const seconds = Number(env[name] || NaN);
  if (!Number.isFinite(seconds) || seconds <= 0) {
    throw new Error(
      `${name} is ${JSON.stringify(
        env[name],
      )}: it must be a number of seconds above 0`,
    );
  }
  return seconds * 1000;
}
