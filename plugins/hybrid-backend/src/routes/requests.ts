import type {
  BackstageCredentials,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import {
  stringifyEntityRef,
  type CompoundEntityRef,
} from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import type { Request } from 'express';

/** The path of everything about one service. */
export const SERVICE = '/v1/services/:namespace/:kind/:name';

/** The path of everything about one platform. */
export const PLATFORM = '/v1/platforms/:platform';

/** Who asks. Nobody is refused with 401. */
export function callerOf(
  httpAuth: HttpAuthService,
  req: Request,
): Promise<BackstageCredentials> {
  return httpAuth.credentials(req, { allow: ['user', 'service'] });
}

/** The entity that the path of a service names. */
export function entityRefOf(req: Request): CompoundEntityRef {
  const { namespace, kind, name } = req.params;
  return { namespace, kind, name };
}

/** What was asked, as far as it has been checked: the contract, but no right to it yet. */
export function auditMeta(req: Request): JsonObject {
  const { reason: _reason, ...plan } = (req.body ?? {}) as JsonObject;
  return { entityRef: stringifyEntityRef(entityRefOf(req)), ...plan };
}
