import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { root } from '../lib/paths.mjs';
import { circlesIn, circlesOf } from './circles.mjs';

const FREE_OF_CIRCLES = [
  'plugins/hybrid/src',
  'plugins/hybrid-backend/src',
  'plugins/hybrid-common/src',
  'plugins/scaffolder-backend-module-hybrid/src',
  'templates/hybrid-platform/skeleton',
];

describe('circles of imports', () => {
  for (const folder of FREE_OF_CIRCLES) {
    it(`has none in ${folder}`, () => {
      assert.deepEqual(circlesIn(join(root, folder)), []);
    });
  }

  it('finds those that types alone close', () => {
    const folder = mkdtempSync(join(tmpdir(), 'circles-'));
    mkdirSync(join(folder, 'cards'));
    const write = (path, text) => writeFileSync(join(folder, path), text);
    write('page.tsx', "import { Card } from './cards';");
    write('cards/index.ts', "export { Card } from './Card';");
    write('cards/Card.tsx', "import type { Page } from '../page';");
    write('cards/Card.test.tsx', "import { Card } from './Card';");
    try {
      assert.deepEqual(circlesIn(folder), [
        ['cards/Card.tsx', 'cards/index.ts', 'page.tsx'],
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('tells circles from what is only reached twice', () => {
    const arrows = {
      a: ['b', 'c'],
      b: ['d'],
      c: ['d', 'e'],
      d: [],
      e: ['f'],
      f: ['c'],
      g: ['g'],
    };
    assert.deepEqual(circlesOf(new Map(Object.entries(arrows))), [
      ['c', 'e', 'f'],
      ['g'],
    ]);
  });
});
