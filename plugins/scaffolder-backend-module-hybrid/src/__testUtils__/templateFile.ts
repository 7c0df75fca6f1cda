import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** The folder of one of the templates that this module's actions are made for. */
export function templateFolder(name: string): string {
  return join(
    resolvePackagePath(
      '@hybrid-platform/backstage-plugin-scaffolder-backend-module-hybrid',
    ),
    '../../templates',
    name,
  );
}

/** The folder of the template `hybrid-platform`. */
export const TEMPLATE = templateFolder('hybrid-platform');

export function readTemplate(name: string = 'hybrid-platform'): any {
  return parse(
    readFileSync(join(templateFolder(name), 'template.yaml'), 'utf8'),
  );
}
