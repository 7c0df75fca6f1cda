import type { RootConfigService } from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';

/** The entity's page in this Backstage. */
export function entityUrl(
  config: RootConfigService,
  entityRef: string,
): string {
  const { namespace, kind, name } = parseEntityRef(entityRef);
  const base = config.getOptionalString('app.baseUrl')?.replace(/\/+$/, '');
  return `${base ?? ''}/catalog/${[namespace, kind.toLowerCase(), name]
    .map(encodeURIComponent)
    .join('/')}`;
}
