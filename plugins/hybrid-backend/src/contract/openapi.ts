import type { createValidatedOpenApiRouterFromGeneratedEndpointMap } from '@backstage/backend-openapi-utils';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** What the validating router takes. */
type OpenApiDocument = Parameters<
  typeof createValidatedOpenApiRouterFromGeneratedEndpointMap
>[0];

/**
 * The one contract of the REST API, which requests and responses are validated against. The
 * types of hybrid-common are made from it.
 */
export function readOpenApi(): OpenApiDocument {
  const path = resolvePackagePath(
    '@hybrid-platform/backstage-plugin-hybrid-common',
    'openapi.yaml',
  );
  return parse(readFileSync(path, 'utf8'), { merge: true });
}
