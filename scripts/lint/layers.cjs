/*
 * Walls between the folders of a package. `.eslintrc.js` has a table of layers, the highest
 * first, and ESLint then reports each import that goes upwards or sideways; an import of
 * nothing but types counts as well, because it ties two folders together just as much.
 *
 *   const { layers } = require('../../scripts/lint/layers.cjs');
 *   module.exports = require('@backstage/cli/config/eslint-factory')(
 *     __dirname,
 *     layers(`${__dirname}/src`, [
 *       ['plugin.tsx', 'legacy.tsx'],
 *       ['components/*'],       // every other folder of components/; none knows its neighbour
 *       ['components/common'],
 *       ['hooks', 'format'],
 *     ]),
 *   );
 *
 * A row is a layer: what stands in it may import what stands in the rows below, and itself.
 * Tests and `__testUtils__` may import anything, and are not in the table.
 */
const { readdirSync, statSync } = require('node:fs');
const { basename, join } = require('node:path');

const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.mjs', '.cjs'];
const SOURCE = /(?<!\.d)\.[cm]?[jt]sx?$/;
const OF_TESTS = /\.test\.|^__\w+__$|^setupTests\./;

/** The rule about paths does not see a type that is imported where it is used. */
const TYPE_IN_PLACE = {
  selector: String.raw`TSImportType Literal[value=/^\./]`,
  message:
    'Import the type by “import type” at the top, where the table of layers of .eslintrc.js is checked.',
};

/**
 * What the table of a package adds to its ESLint configuration.
 *
 * @param {string} root - the absolute path of the folder that the table is of
 * @param {string[][]} table - rows of files and folders in `root`, the highest row first
 */
function layers(root, table) {
  const rows = withoutWildcards(root, table);
  return {
    settings: {
      'import/resolver': { node: { extensions: EXTENSIONS } },
    },
    rules: {
      'import/no-restricted-paths': [
        'error',
        { basePath: root, zones: zonesOf(rows) },
      ],
    },
    testRules: { 'import/no-restricted-paths': 'off' },
    restrictedSrcSyntax: [TYPE_IN_PLACE],
  };
}

/** What each entry may not import: the rows above it, and what stands beside it. */
function zonesOf(rows) {
  return rows.flatMap((row, i) =>
    row
      .map(target => ({
        target,
        from: rows
          .slice(0, i + 1)
          .flat()
          .filter(entry => entry !== target),
        message: `What “${target}” imports has to stand below it in the table of layers of .eslintrc.js.`,
      }))
      .filter(({ from }) => from.length > 0),
  );
}

/** The table with each `folder/*` as what the folder has beside what other rows name. */
function withoutWildcards(root, table) {
  const named = new Set(table.flat().filter(entry => !entry.endsWith('/*')));
  const rows = table.map(row =>
    row.flatMap(entry =>
      entry.endsWith('/*')
        ? sourcesIn(root, entry.slice(0, -2)).filter(path => !named.has(path))
        : [entry],
    ),
  );
  assertComplete(root, rows.flat());
  return rows;
}

/** An entry that the table forgot would be free of all walls, so there may be none. */
function assertComplete(root, entries) {
  const known = new Set(entries);
  const missing = entries.filter(
    entry => !statSync(join(root, entry), { throwIfNoEntry: false }),
  );
  const forgotten = [];
  const walk = folder => {
    for (const path of sourcesIn(root, folder)) {
      if (known.has(path)) continue;
      if (entries.some(entry => entry.startsWith(`${path}/`))) walk(path);
      else forgotten.push(path);
    }
  };
  walk('');
  if (missing.length || forgotten.length) {
    throw new Error(
      [
        `The table of layers of ${root} in .eslintrc.js is not that of its files.`,
        ...missing.map(path => `It names “${path}”, which does not exist.`),
        ...forgotten.map(path => `It has no row for “${path}”.`),
      ].join('\n'),
    );
  }
}

/** The folders with sources and the source files in a folder, as paths in `root`. */
function sourcesIn(root, folder) {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => !OF_TESTS.test(name))
    .map(entry => ({ entry, path: join(folder, entry.name) }))
    .filter(({ entry, path }) =>
      entry.isDirectory()
        ? sourcesIn(root, path).length > 0
        : SOURCE.test(basename(path)),
    )
    .map(({ path }) => path);
}

module.exports = { layers };
