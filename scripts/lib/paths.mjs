import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The Yarn release that is committed with the repository. */
export const yarn = join(
  root,
  /^yarnPath:\s*(\S+)/m.exec(
    readFileSync(join(root, '.yarnrc.yml'), 'utf8'),
  )[1],
);

export const cacheDir = join(root, '.cache');
