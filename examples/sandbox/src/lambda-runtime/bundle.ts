import { build } from 'esbuild';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Bundles on disk, gone when closed. */
export interface Bundles {
  /** The runtime's own script, which loads a function and waits for invocations. */
  readonly bootstrap: string;
  /** Bundles an entry point; answers the bundle's path. */
  add(name: string, entryPoint: string): Promise<string>;
  /** A path at which there is nothing, inside the bundles' folder. */
  readonly nothing: string;
  close(): Promise<void>;
}

/**
 * Bundles functions as CDK's NodejsFunction does, except that the AWS SDK, which Lambda
 * brings along, is bundled too.
 */
export async function createBundles(): Promise<Bundles> {
  const folder = await mkdtemp(join(tmpdir(), 'hybrid-sandbox-'));
  const add = async (name: string, entryPoint: string) => {
    const outfile = join(folder, name, 'index.js');
    await build({
      entryPoints: [entryPoint],
      outfile,
      bundle: true,
      minify: true,
      platform: 'node',
      format: 'cjs',
      target: 'node22',
      logLevel: 'silent',
    });
    return outfile;
  };
  try {
    return {
      bootstrap: await add('bootstrap', join(__dirname, 'bootstrap.ts')),
      add,
      nothing: join(folder, 'nothing'),
      close: () => rm(folder, { recursive: true, force: true }),
    };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}
