import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  entityRefOf,
  mayReceiveAt,
  type HybridApi,
  type ReplicationStatus,
  type Site,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { z as zod } from 'zod/v3';
import { withTaskErrors } from './errors';

type Z = typeof zod;

/** The inputs that say which replication. */
export const replicationFields = {
  platform: (z: Z) =>
    z
      .string()
      .min(1)
      .describe("The platform's id, such as shop. Default: that of entityRef.")
      .optional(),
  entityRef: (z: Z) =>
    z
      .string()
      .min(1)
      .describe('A Component of the platform, where platform is not given.')
      .optional(),
  replicationId: (z: Z) =>
    z
      .string()
      .min(1)
      .describe("The replication's id. Default: the only one there is.")
      .optional(),
};

/** The inputs of {@link replicationFields}, as an action gets them. */
export interface ReplicationInput {
  platform?: string;
  entityRef?: string;
  replicationId?: string;
}

/** A replication, and the platform that it is a part of. */
export interface FoundReplication {
  platform: string;
  replication: ReplicationStatus;
}

/** The platform that is meant. */
export async function platformOf(
  client: HybridApi,
  input: ReplicationInput,
): Promise<string> {
  if (input.platform) return input.platform;
  const { entityRef } = input;
  if (!entityRef) {
    throw new InputError(
      "Give the platform's id in the input platform, or one of its Components in entityRef.",
    );
  }
  const ref = entityRefOf({ entityRef });
  return (await withTaskErrors(() => client.getService(ref))).platform;
}

/**
 * The replication that is meant. Without an id, it is the only one there is; with a site,
 * the only one that brings data there, and none of them is an answer too.
 */
export function pickReplication(
  platform: string,
  replications: ReplicationStatus[],
  replicationId: string | undefined,
  receivingSite?: Site,
): ReplicationStatus | undefined {
  if (replicationId) {
    const found = replications.find(({ id }) => id === replicationId);
    if (found) return found;
    throw new NotFoundError(
      `The platform ${platform} has no replication ${replicationId}. ${listOf(
        replications,
      )}`,
    );
  }
  // Where a replication brings its data is not known of every one; such a one may be meant.
  const candidates = replications.filter(
    replication => !receivingSite || mayReceiveAt(replication, receivingSite),
  );
  if (candidates.length > 1) {
    throw new ConflictError(
      `The platform ${platform} has several replications: say in the input replicationId which one is meant. ${listOf(
        candidates,
      )}`,
    );
  }
  return candidates[0];
}

/** {@link pickReplication}, when there must be one. */
export async function findReplication(
  client: HybridApi,
  input: ReplicationInput,
): Promise<FoundReplication> {
  const platform = await platformOf(client, input);
  const replications = await withTaskErrors(() =>
    client.getReplications(platform),
  );
  const replication = pickReplication(
    platform,
    replications,
    input.replicationId,
  );
  if (!replication) {
    throw new NotFoundError(
      `The platform ${platform} has no replication that you can see.`,
    );
  }
  return { platform, replication };
}

function listOf(replications: ReplicationStatus[]): string {
  return replications.length === 0
    ? 'It has none.'
    : `There is ${replications.map(({ id }) => id).join(', ')}.`;
}
