/*
 * Makes a repository of the template with each of the given parameter sets, in a real
 * scaffolder back end that is driven over HTTP:
 *
 *   node --import tsx renderTemplates.ts <template.yaml> <folder for the repositories> <set.yaml…>
 *
 * Prints a line of JSON for each: the set, the seconds, and where it is or why it failed.
 */
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { startScaffolder } from '../src/__testUtils__/startScaffolder';

const CATALOG_TIMEOUT_MS = 30_000;

async function main([templateFile, directory, ...sets]: string[]) {
  const scaffolder = await startScaffolder({
    templateFile,
    localRepositories: directory,
  });
  try {
    for (const file of sets) {
      const startedAt = Date.now();
      const values = parse(await readFile(file, 'utf8'));
      const result = await scaffolder
        .run(values)
        .catch(error => ({ error: String(error) }));
      const error =
        result.error ??
        (await scaffolder
          .untilInCatalog(`system/default/${values.id}`, CATALOG_TIMEOUT_MS)
          .then(
            () => undefined,
            reason => String(reason),
          ));
      report({
        set: basename(file, '.yaml'),
        seconds: (Date.now() - startedAt) / 1000,
        ...(error
          ? { error }
          : { path: join(directory, values.repositoryName) }),
      });
    }
  } finally {
    await scaffolder.stop();
  }
}

function report(result: object) {
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

main(process.argv.slice(2)).then(
  // The back end leaves timers behind that would keep the process alive.
  () => process.exit(0),
  error => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  },
);
