import { z } from 'zod';
import type { Asked, SettingsFacts } from './facts';

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

/**
 * Reads a replication's settings and table mappings, which DMS gives as JSON text. What the
 * settings leave out is as DMS has it by default; without the texts nothing is known.
 */
export function readSettings(
  settings: string | undefined,
  mappings: string | undefined,
): Asked<SettingsFacts> {
  if (!settings || !mappings) {
    return { why: 'DMS does not tell its settings and table mappings' };
  }
  const { TargetMetadata, ValidationSettings } = settingsSchema.parse(
    JSON.parse(settings),
  );
  const { rules } = mappingsSchema.parse(JSON.parse(mappings));
  const schemas = rules
    .filter(
      rule =>
        rule['rule-type'] === 'selection' && rule['rule-action'] !== 'exclude',
    )
    .map(rule => rule['object-locator']?.['schema-name'])
    .filter(schema => schema !== undefined);
  return {
    value: {
      schemas: [...new Set(schemas)],
      fullLob: TargetMetadata?.FullLobMode ?? false,
      validation: ValidationSettings?.EnableValidation ?? false,
    },
  };
}
