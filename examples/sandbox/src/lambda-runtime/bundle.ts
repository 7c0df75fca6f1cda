import { build } from 'esbuild';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PATHS } from '../engine/paths';

/** Bundles on disk, gone when closed. */
export interface Bundles {
  /** The runtime's own script, which loads a function and waits for invocations. */
  readonly bootstrap: string;
  /** A path at which there is nothing, inside the bundles' folder. */
  readonly nothing: string;
  /** The bundle of a function. */
  of(name: string): string;
  close(): Promise<void>;
}

/**
 * Bundles functions as CDK's NodejsFunction does, except that the AWS SDK, which Lambda
 * brings along, is bundled too.
 *
 * @param entryPoints - by the function's name.
 */
export async function createBundles(
  entryPoints: Record<string, string>,
): Promise<Bundles> {
  const folder = await mkdtemp(join(tmpdir(), 'hybrid-sandbox-'));
  const close = () => rm(folder, { recursive: true, force: true });
  try {
    await build({
      entryPoints: { bootstrap: PATHS.bootstrap, ...entryPoints },
      outdir: folder,
      bundle: true,
      minify: true,
      platform: 'node',
      format: 'cjs',
      target: 'node22',
      // A repository whose own dependencies are not installed runs with the sandbox's: its
      // package.json names each client that the functions use, and bundle.test.ts holds it so.
      nodePaths: [PATHS.dependencies],
      logLevel: 'silent',
    });
  } catch (error) {
    await close();
    throw error;
  }
  return {
    bootstrap: join(folder, 'bootstrap.js'),
    nothing: join(folder, 'nothing'),
    of: name => join(folder, `${name}.js`),
    close,
  };
}
