import { join } from 'node:path';
import { watch } from 'chokidar';

/**
 * Calls back when a file of the configuration was written, made or removed. A burst of
 * changes, such as a checkout, is one change.
 */
export async function watchConfig(
  repository: string,
  onChange: () => void,
): Promise<{ stop(): Promise<void> }> {
  let pending: NodeJS.Timeout | undefined;
  const watcher = watch(join(repository, 'config'), {
    ignoreInitial: true,
    depth: 1,
  });
  watcher.on('all', () => {
    clearTimeout(pending);
    pending = setTimeout(onChange, 100);
  });
  await new Promise<void>(resolve => {
    watcher.once('ready', resolve);
  });
  return {
    async stop() {
      clearTimeout(pending);
      await watcher.close();
    },
  };
}
