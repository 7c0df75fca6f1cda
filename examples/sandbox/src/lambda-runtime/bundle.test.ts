import { build } from 'esbuild';
import { join } from 'node:path';
import { dependencies } from '../../package.json';
import { PATHS } from '../engine/paths';
import { FUNCTIONS } from './startLambdas';

describe('the bundles of the functions', () => {
  it("need no package that is not the sandbox's own dependency", async () => {
    const { metafile } = await build({
      entryPoints: FUNCTIONS.map(name =>
        join(PATHS.functions, name, 'index.ts'),
      ),
      outdir: 'nowhere',
      write: false,
      bundle: true,
      metafile: true,
      platform: 'node',
      packages: 'external',
    });
    const packages = Object.values(metafile.inputs)
      .flatMap(({ imports }) => imports)
      .filter(({ external, path }) => external && !path.startsWith('node:'))
      .map(({ path }) => path);
    expect(packages).not.toEqual([]);
    expect(
      packages.filter(name => !Object.keys(dependencies).includes(name)),
    ).toEqual([]);
  });
});
