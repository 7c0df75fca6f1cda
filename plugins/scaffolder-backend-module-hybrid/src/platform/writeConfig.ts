import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import type { ConfigFiles } from './fromForm';
import { platformYaml, serviceYaml } from './toYaml';

/**
 * What a run of the skeleton leaves behind. A template that is read from a folder of this
 * machine brings it along; one that is read from a git host cannot.
 */
const LEFTOVERS = ['node_modules', 'cdk.out', 'cdk.context.json', 'onprem/out'];

/** Makes a copied skeleton the repository of a platform: its configuration and its name. */
export async function writeConfig(
  folder: string,
  { platform, services }: ConfigFiles,
): Promise<void> {
  const inFolder = (path: string) => resolveSafeChildPath(folder, path);
  if (!(await isFolder(inFolder('lib/config')))) {
    throw new NotFoundError(
      'There is no platform repository in the workspace: fetch the skeleton of the template hybrid-platform before its configuration is written',
    );
  }
  for (const name of LEFTOVERS) {
    await rm(inFolder(name), { recursive: true, force: true });
  }

  // The services of the skeleton are an example.
  await rm(inFolder('config/services'), { recursive: true, force: true });
  await mkdir(inFolder('config/services'), { recursive: true });
  await writeFile(inFolder('config/platform.yaml'), platformYaml(platform));
  // git keeps no empty folder.
  if (services.length === 0) {
    await writeFile(inFolder('config/services/.gitkeep'), '');
  }
  for (const service of services) {
    await writeFile(
      inFolder(`config/services/${service.name}.yaml`),
      serviceYaml(service),
    );
  }

  const name = `${platform.id}-platform`;
  await changeJson(inFolder('package.json'), manifest => {
    manifest.name = name;
  });
  await changeJson(inFolder('package-lock.json'), lock => {
    lock.name = name;
    const root = (lock.packages as JsonObject)[''] as JsonObject;
    root.name = name;
  });
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    found => found.isDirectory(),
    () => false,
  );
}

async function changeJson(path: string, change: (json: JsonObject) => void) {
  const json: JsonObject = JSON.parse(await readFile(path, 'utf8'));
  change(json);
  await writeFile(path, `${JSON.stringify(json, null, 2)}\n`);
}
