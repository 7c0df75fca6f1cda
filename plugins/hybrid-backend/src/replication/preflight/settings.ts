import { z } from 'zod';
import type { SettingsFacts } from './facts';

const settingsSchema = z.object({
  TargetMetadata: z.object({ FullLobMode: z.boolean().optional() }).optional(),
  ValidationSettings: z
    .object({ EnableValidation: z.boolean().optional() })
    .optional(),
});

const mappingsSchema = z.object({
  rules: z.array(
    z.looseObject({
      'rule-type': z.string(),
      'rule-action': z.string().optional(),
      'object-locator': z
        .looseObject({ 'schema-name': z.string().optional() })
        .optional(),
    }),
  ),
});

/** Reads a replication's settings and table mappings, which DMS gives as JSON text. */
export function readSettings(
  settings: string | undefined,
  mappings: string | undefined,
): SettingsFacts {
  const { TargetMetadata, ValidationSettings } = settingsSchema.parse(
    JSON.parse(settings || '{}'),
  );
  const { rules } = mappingsSchema.parse(
    JSON.parse(mappings || '{"rules":[]}'),
  );
  const schemas = rules
    .filter(
      rule =>
        rule['rule-type'] === 'selection' && rule['rule-action'] !== 'exclude',
    )
    .map(rule => rule['object-locator']?.['schema-name'])
    .filter(schema => schema !== undefined);
  return {
    schemas: [...new Set(schemas)],
    fullLob: TargetMetadata?.FullLobMode ?? false,
    validation: ValidationSettings?.EnableValidation ?? false,
  };
}
