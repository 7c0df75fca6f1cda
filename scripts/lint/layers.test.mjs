import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { ESLint } from 'eslint';
import { root as repository } from '../lib/paths.mjs';

const require = createRequire(import.meta.url);
const { layers } = require('./layers.cjs');

const FILES = {
  'plugin.tsx': "import { Card } from './components/Card/Card'; Card;",
  'components/Card/Card.tsx':
    "import type { Word } from '../../format/word'; export const Card = 'x' as Word;",
  'components/Page/index.ts': "export * from '../common/Link';",
  'components/common/Link.tsx': 'export type Link = string;',
  'format/word.ts': 'export type Word = string;',
  'format/lines.ts': "export * from './word';",
};
const TABLE = [
  ['plugin.tsx'],
  ['components/*'],
  ['components/common'],
  ['format'],
];

describe('the walls between folders', () => {
  let root;
  before(() => {
    root = mkdtempSync(join(tmpdir(), 'layers-'));
    for (const [path, text] of Object.entries(FILES)) write(path, text);
  });
  after(() => rmSync(root, { recursive: true }));

  function write(path, text) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }

  async function lint(path, text) {
    const { settings, rules, testRules, restrictedSrcSyntax } = layers(
      root,
      TABLE,
    );
    const eslint = new ESLint({
      cwd: root,
      useEslintrc: false,
      resolvePluginsRelativeTo: repository,
      overrideConfig: {
        parser: require.resolve('@typescript-eslint/parser'),
        parserOptions: { sourceType: 'module', ecmaFeatures: { jsx: true } },
        plugins: ['import'],
        settings,
        rules: {
          ...rules,
          'no-restricted-syntax': ['error', ...restrictedSrcSyntax],
        },
        overrides: [
          {
            files: ['**/*.test.*'],
            rules: { ...testRules, 'no-restricted-syntax': 'off' },
          },
        ],
      },
    });
    const [result] = await eslint.lintText(text ?? FILES[path], {
      filePath: join(root, path),
    });
    return result.messages.map(({ message }) => message);
  }

  it('lets imports go down and stay inside', async () => {
    for (const path of Object.keys(FILES)) {
      assert.deepEqual(await lint(path), [], path);
    }
  });

  for (const [what, text] of [
    ['a value', "import { Card } from '../components/Card/Card'; Card;"],
    [
      'nothing but types',
      "import type { Link } from '../components/common/Link';",
    ],
    ['one type', "import { type Link } from '../components/common/Link';"],
    ['a folder', "import { Link } from '../components/Page';"],
    [
      'what it exports again',
      "export type { Link } from '../components/Page';",
    ],
    ['what it needs later', "import('../components/Page');"],
    ['a file of its own', "import '../plugin';"],
  ]) {
    it(`reports an import of ${what} that goes up`, async () => {
      const [message, ...others] = await lint('format/word.ts', text);
      assert.match(message, /What “format” imports has to stand below it/);
      assert.deepEqual(others, []);
    });
  }

  it('reports a type that is imported where it is used', async () => {
    const [message, ...others] = await lint(
      'format/word.ts',
      "export type A = import('../components/Page').Link;",
    );
    assert.match(message, /Import the type by “import type” at the top/);
    assert.deepEqual(others, []);
    const elsewhere = "export type A = import('a-package').A;";
    assert.deepEqual(await lint('format/word.ts', elsewhere), []);
  });

  it('reports an import of a neighbour in the same layer', async () => {
    const [message] = await lint(
      'components/Page/Page.tsx',
      "import type { Card } from '../Card/Card';",
    );
    assert.match(
      message,
      /What “components\/Page” imports has to stand below it/,
    );
  });

  it('lets tests import anything', async () => {
    const text = "import { Card } from '../components/Card/Card'; Card;";
    assert.deepEqual(await lint('format/word.test.ts', text), []);
  });

  it('asks for a row for every folder and file, and only for those', () => {
    assert.throws(
      () => layers(root, [['plugin.tsx'], ['components/*', 'formats']]),
      error =>
        /names “formats”, which does not exist/.test(error.message) &&
        /no row for “format”/.test(error.message),
    );
  });
});
