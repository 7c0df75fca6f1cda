import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { root } from './paths.mjs';

const { resolutions, '//resolutions': reasons } = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
);

it('says of each forced version of a dependency why it is forced', () => {
  assert.deepEqual(
    Object.keys(reasons).sort(),
    Object.keys(resolutions).sort(),
    'package.json: “resolutions” and “//resolutions” must name the same packages',
  );
  for (const [name, reason] of Object.entries(reasons)) {
    assert.match(reason, /^.{20,}\.$/, `the reason of ${name} is a sentence`);
  }
});

it('keeps Dependabot from updating what is forced', () => {
  const ignored = readFileSync(join(root, '.github', 'dependabot.yml'), 'utf8');
  for (const name of Object.keys(resolutions)) {
    assert.ok(ignored.includes(`dependency-name: '${name}'`), name);
  }
});
