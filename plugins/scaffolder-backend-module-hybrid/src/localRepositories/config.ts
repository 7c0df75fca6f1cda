import type { RootConfigService } from '@backstage/backend-plugin-api';
import { resolve } from 'node:path';

const KEY = 'hybrid.scaffolder.localRepositories';

/** The setting that an operator has to make, for messages. */
export const DIRECTORY_KEY = `${KEY}.directory`;

/** The folder for local repositories, absolute; undefined where there is to be none. */
export function localRepositoriesDirectory(
  config: RootConfigService,
): string | undefined {
  const section = config.getOptionalConfig(KEY);
  return section && resolve(section.getString('directory'));
}
