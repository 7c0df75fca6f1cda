import { NotFoundError } from '@backstage/errors';
import type { ResourcePermission } from '@backstage/plugin-permission-common';
import { HybridError } from '../errors';

/** One answer for what is not there and what the caller may not see. */
export function noEntity(entityRef: string): NotFoundError {
  return new NotFoundError(
    `There is no entity '${entityRef}' that you can see.`,
  );
}

/** A refusal of who may see the entity. */
export function notPermittedFor(
  entityRef: string,
  permission: ResourcePermission,
): HybridError {
  return new HybridError({
    code: 'not-permitted',
    message: `You do not have the permission '${permission.name}' for ${entityRef}.`,
    remedy:
      'Ask the owner of the entity, or whoever keeps the permission policy of this Backstage.',
  });
}
