import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Stryker } from '@stryker-mutator/core';
import { cacheDir, root } from '../lib/paths.mjs';
import { toolEnv } from '../lib/processes.mjs';

const require = createRequire(import.meta.url);

/**
 * Changes a group's files in small ways, one at a time and in a copy, and runs the group's
 * suites against each change.
 */
export async function mutate(group) {
  process.chdir(root);
  Object.assign(process.env, toolEnv());
  mkdirSync(cacheDir, { recursive: true });
  const results = await new Stryker({
    ...runners[group.runner](group),
    mutate: group.mutate.map(file => `${group.folder}/${file}`),
    // Texts are for people: what they say is no decision.
    mutator: { excludedMutations: ['StringLiteral'] },
    coverageAnalysis: 'perTest',
    concurrency: 1,
    // Of everything else the copy needs only what tells Jest where its root is.
    ignorePatterns: [
      '*',
      '!package.json',
      `!${group.folder}/**`,
      ...(group.needs ?? []).map(folder => `!${folder}/**`),
      '**/node_modules',
      '**/dist',
    ],
    tempDirName: '.cache/mutation',
    tsconfigFile: `${group.folder}/tsconfig.json`,
    // A mutant that never ends is one that was noticed; a busy machine is not.
    timeoutMS: 20_000,
    reporters: process.stdout.isTTY ? ['progress'] : [],
    logLevel: 'error',
  }).runMutationTest();
  const sources = new Map();
  return results.map(result => describe(result, sources));
}

const runners = {
  /** Node.js's own tests, translated once: TypeScript at each start would take most of the time. */
  node: ({ folder, tests }) => ({
    testRunner: 'tap',
    buildCommand: `esbuild ${folder}/**/*.ts --format=cjs --platform=node --target=node22 --outdir=${folder} --log-level=warning`,
    tap: {
      testFiles: tests.map(file => `${folder}/${file.replace(/\.ts$/, '.js')}`),
      // A suite that is ended at its first failure leaves no result.
      forceBail: false,
      nodeArgs: ['-r', '{{hookFile}}', '--test-reporter=tap', '{{testFile}}'],
    },
  }),
  /** The plugins' tests, with the transform that Backstage's CLI gives them. */
  jest: ({ folder, tests }) => ({
    testRunner: 'jest',
    jest: {
      projectType: 'custom',
      enableFindRelatedTests: false,
      config: {
        testEnvironment: '@stryker-mutator/jest-runner/jest-env/node',
        roots: [`<rootDir>/${folder}`],
        testMatch: tests.map(file => `<rootDir>/${folder}/${file}`),
        transform: {
          '\\.ts$': [
            require.resolve('@swc/jest'),
            { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' } },
          ],
        },
      },
    },
  }),
};

/** A mutant as a sentence needs it: where it is, what stood there and what stands there now. */
function describe(result, sources) {
  const { fileName, location, mutatorName, replacement, status } = result;
  const file = fileName.replace(`${root}/`, '');
  if (!sources.has(file)) {
    sources.set(file, readFileSync(join(root, file), 'utf8').split('\n'));
  }
  return {
    file,
    line: location.start.line,
    mutator: mutatorName,
    before: textAt(sources.get(file), location),
    after: replacement,
    status,
    reason: result.statusReason,
  };
}

function textAt(lines, { start, end }) {
  const text = lines.slice(start.line - 1, end.line);
  text[text.length - 1] = text.at(-1).slice(0, end.column - 1);
  text[0] = text[0].slice(start.column - 1);
  return text.join('\n');
}
