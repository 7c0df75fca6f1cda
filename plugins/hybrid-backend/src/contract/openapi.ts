import type { createValidatedOpenApiRouterFromGeneratedEndpointMap } from '@backstage/backend-openapi-utils';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { ContractSchemas } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** What the validating router takes. */
type OpenApiDocument = Parameters<
  typeof createValidatedOpenApiRouterFromGeneratedEndpointMap
>[0];

/** As much of JSON Schema as the contract uses for bodies. */
export type Schema =
  | { $ref: string; description?: string }
  | ({ description?: string } & (
      | { type: 'boolean' }
      | { type: 'string'; enum: [string, ...string[]] }
      | {
          type: 'string';
          enum?: undefined;
          minLength?: number;
          maxLength?: number;
          pattern?: string;
        }
      | { type: 'integer' | 'number'; minimum?: number; maximum?: number }
      | { type: 'array'; items: Schema; minItems?: number; maxItems?: number }
      | {
          type: 'object';
          properties?: Record<string, Schema>;
          required?: string[];
          additionalProperties?: boolean | Schema;
        }
    ));

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

let schemas: Record<string, Schema> | undefined;

/** A schema of the contract, by its name or by a reference to it. */
export function schemaOf(name: keyof ContractSchemas | `#/${string}`): Schema {
  schemas ??= readOpenApi().components?.schemas as Record<string, Schema>;
  const schema = schemas[name.replace('#/components/schemas/', '')];
  if (!schema) throw new Error(`The contract has no schema ${name}`);
  return schema;
}
