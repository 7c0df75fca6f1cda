import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** The folder of the template that this module's actions are made for. */
export const TEMPLATE = join(
  resolvePackagePath(
    '@hybrid-platform/backstage-plugin-scaffolder-backend-module-hybrid',
  ),
  '../../templates/hybrid-platform',
);

export function readTemplate(): any {
  return parse(readFileSync(join(TEMPLATE, 'template.yaml'), 'utf8'));
}
