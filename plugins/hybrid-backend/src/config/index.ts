import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { HumanDuration } from '@backstage/types';
import { readDuration } from './duration';
import { readShiftPolicies, type ShiftPolicy } from './policy';

/** Where one platform is deployed. */
export interface PlatformConfig {
  id: string;
  accountId: string;
  region: string;
}

/** How long a shift waits for what. Milliseconds. */
export interface ShiftTiming {
  retryForMs: number;
  confirmTimeoutMs: number;
  verifyIntervalMs: number;
  verifyChecks: number;
  verifyTimeoutMs: number;
  /** The share of requests that may fail while weights prove themselves, in percent. */
  maxErrorPercent: number;
  /** How long a drill tries to return while it cannot. */
  returnTimeoutMs: number;
}

/** The `hybrid` part of the configuration, checked and with its defaults. */
export interface HybridConfig {
  platforms: PlatformConfig[];
  /** What each platform demands of its shifts, by the platform's id. */
  policies: Record<string, ShiftPolicy>;
  /** How often it is asked whether each service could go to each site. */
  readinessMs: number;
  /** About how many services per second. */
  readinessPerSecond: number;
  windowMs: number;
  snapshotMaxAgeMs: number;
  snapshotRefreshMs: number;
  snapshotTimeoutMs: number;
  detailMaxAgeMs: number;
  shift: ShiftTiming;
  /** After so long without a word a process counts as dead, and another takes its shifts. */
  shiftLeaseMs: number;
}

const PLATFORM_ID = /^[a-z][a-z0-9-]{0,19}$/;
const ACCOUNT_ID = /^\d{12}$/;
const REGION = /^[a-z]{2}(-[a-z]+)+-\d+$/;

/**
 * Reads the `hybrid` configuration. Everything wrong is named with its path, so that the
 * backend refuses to start with a message that says what to correct.
 */
export function readHybridConfig(root: Config): HybridConfig {
  const duration = (key: string, fallback: HumanDuration, minimumMs?: number) =>
    readDuration(root, `hybrid.${key}`, fallback, minimumMs);

  const checks = root.getOptionalNumber('hybrid.shift.verify.checks') ?? 3;
  if (!Number.isInteger(checks) || checks < 1) {
    throw new InputError(
      `Invalid configuration at 'hybrid.shift.verify.checks': must be a whole number of at least 1, is ${checks}`,
    );
  }

  const errors =
    root.getOptionalNumber('hybrid.shift.gate.maxErrorPercent') ?? 5;
  if (!(errors >= 0 && errors <= 100)) {
    throw new InputError(
      `Invalid configuration at 'hybrid.shift.gate.maxErrorPercent': must be a number from 0 to 100, is ${errors}`,
    );
  }

  const platforms = readPlatforms(root);
  return {
    platforms,
    policies: readShiftPolicies(
      root,
      platforms.map(({ id }) => id),
    ),
    readinessMs: duration('readiness.frequency', { minutes: 30 }, 1000),
    readinessPerSecond: readPerSecond(root),
    windowMs: duration('traffic.window', { minutes: 3 }, 60_000),
    snapshotMaxAgeMs: duration('snapshot.maxAge', { seconds: 10 }),
    snapshotRefreshMs: duration('snapshot.refresh', { seconds: 60 }, 1000),
    snapshotTimeoutMs: duration('snapshot.timeout', { seconds: 20 }, 1),
    detailMaxAgeMs: duration('detail.maxAge', { seconds: 3 }),
    shiftLeaseMs: duration('shift.lease', { seconds: 30 }, 1000),
    shift: {
      retryForMs: duration('shift.retryFor', { minutes: 2 }),
      confirmTimeoutMs: duration('shift.confirmTimeout', { seconds: 30 }, 1),
      verifyIntervalMs: duration('shift.verify.interval', { seconds: 2 }, 1),
      verifyChecks: checks,
      verifyTimeoutMs: duration('shift.verify.timeout', { minutes: 1 }, 1),
      maxErrorPercent: errors,
      returnTimeoutMs: duration('shift.drill.returnTimeout', { minutes: 10 }),
    },
  };
}

function readPerSecond(root: Config): number {
  const path = 'hybrid.readiness.perSecond';
  const perSecond = root.getOptionalNumber(path) ?? 2;
  if (!(perSecond > 0)) {
    throw new InputError(
      `Invalid configuration at '${path}': must be above 0, is ${perSecond}`,
    );
  }
  return perSecond;
}

function readPlatforms(root: Config): PlatformConfig[] {
  const platforms = root.getOptionalConfig('hybrid.platforms');
  return (platforms?.keys() ?? []).map(id => {
    const path = `hybrid.platforms.${id}`;
    if (!PLATFORM_ID.test(id)) {
      throw new InputError(
        `Invalid configuration at '${path}': a platform's id must be lower-case letters, digits and hyphens, start with a letter, and have at most 20 characters`,
      );
    }
    return {
      id,
      accountId: readMatching(
        root,
        `${path}.accountId`,
        ACCOUNT_ID,
        "a 12-digit AWS account id in quotes, such as '111122223333'",
      ),
      region: readMatching(
        root,
        `${path}.region`,
        REGION,
        "an AWS Region, such as 'ap-northeast-2'",
      ),
    };
  });
}

function readMatching(
  root: Config,
  path: string,
  pattern: RegExp,
  what: string,
): string {
  const value = root.getOptional(path);
  if (typeof value !== 'string' || !pattern.test(value)) {
    throw new InputError(
      `Invalid configuration at '${path}': must be ${what}${
        value === undefined ? ', and is missing' : ''
      }`,
    );
  }
  return value;
}
