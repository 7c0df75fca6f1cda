import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  SHIFT_KINDS,
  type ShiftKind,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { readDuration } from './duration';

/** Which shifts of a platform somebody else has to approve, and how long that is waited for. */
export interface ApprovalPolicy {
  kinds: readonly ShiftKind[];
  expiresAfterMs: number;
}

/** What a platform demands of its shifts, by configuration. */
export interface ShiftPolicy {
  cooldownMs: number;
  /** The lag of a replication up to which it counts as caught up. */
  maxLagSeconds: number;
  /** Absent when nobody has to approve. */
  approval?: ApprovalPolicy;
}

/** The policy of each platform, by its id. */
export function readShiftPolicies(
  root: Config,
  platformIds: string[],
): Record<string, ShiftPolicy> {
  const cooldownMs = readDuration(root, 'hybrid.shift.cooldown', {
    seconds: 60,
  });
  const maxLagMs = readDuration(root, 'hybrid.replication.maxLag', {
    seconds: 30,
  });
  return Object.fromEntries(
    platformIds.map(id => {
      const path = `hybrid.platforms.${id}`;
      const approval = readApproval(root, `${path}.approval`);
      return [
        id,
        {
          cooldownMs,
          maxLagSeconds:
            readDuration(root, `${path}.replication.maxLag`, {
              milliseconds: maxLagMs,
            }) / 1000,
          ...(approval && { approval }),
        },
      ];
    }),
  );
}

function readApproval(root: Config, path: string): ApprovalPolicy | undefined {
  if (!root.has(path)) return undefined;
  const kinds = root.getOptionalStringArray(`${path}.kinds`) ?? SHIFT_KINDS;
  const unknown = kinds.find(kind => !SHIFT_KINDS.includes(kind as ShiftKind));
  if (unknown !== undefined) {
    throw new InputError(
      `Invalid configuration at '${path}.kinds': must be any of ${SHIFT_KINDS.join(
        ', ',
      )}, and has '${unknown}'`,
    );
  }
  return {
    kinds: kinds as ShiftKind[],
    expiresAfterMs: readDuration(
      root,
      `${path}.expiresAfter`,
      { minutes: 30 },
      1000,
    ),
  };
}
