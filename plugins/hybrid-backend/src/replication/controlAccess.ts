import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import {
  HYBRID_PLATFORM_ANNOTATION,
  HYBRID_TAGS,
  hybridReplicationControlPermission,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { EntityAccess } from '../access/entityAccess';
import { HybridError } from '../errors';
import type { ReplicationFacts } from './facts';
import { tagCommand } from './remedies';

/**
 * Throws unless the caller may control the replication. Three things must agree: the tag of
 * the replication names an entity, that entity says that it is of this platform, and the
 * caller has the permission for it.
 */
export async function assertMayControl(
  access: Pick<EntityAccess, 'authorize'>,
  credentials: BackstageCredentials,
  platformId: string,
  {
    id,
    arn,
    entityRef,
    entityTag,
  }: Pick<ReplicationFacts, 'id' | 'arn' | 'entityRef' | 'entityTag'>,
): Promise<void> {
  if (!entityRef) {
    throw new HybridError({
      code: 'entity-tag-mismatch',
      message: entityTag
        ? `The tag '${HYBRID_TAGS.entity}' of the replication ${id} is '${entityTag}', which is no full entity ref, so nobody may control it from Backstage.`
        : `The replication ${id} has no tag '${HYBRID_TAGS.entity}', so nobody may control it from Backstage.`,
      remedy: `Set the tag to the platform's System, such as by '${tagCommand(
        arn,
        HYBRID_TAGS.entity,
        `system:default/${platformId}`,
      )}'. Deploying the platform repository again does not put back a tag that was changed by hand.`,
    });
  }
  const { entity } = await access.authorize(
    credentials,
    parseEntityRef(entityRef),
    hybridReplicationControlPermission,
  );
  const annotation = entity?.metadata.annotations?.[HYBRID_PLATFORM_ANNOTATION];
  if (annotation === platformId) return;
  throw new HybridError({
    code: 'entity-tag-mismatch',
    message: `The replication ${id} names ${entityRef}, whose annotation '${HYBRID_PLATFORM_ANNOTATION}' is ${
      annotation ? `'${annotation}'` : 'missing'
    } and not '${platformId}'.`,
    remedy: `If ${entityRef} is the right entity, give it the annotation '${HYBRID_PLATFORM_ANNOTATION}: ${platformId}'; otherwise correct the tag '${HYBRID_TAGS.entity}' of the replication.`,
  });
}
