import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, it } from 'node:test';
import { jobsOf } from '../../.ci/jobs.mjs';
import { root } from '../lib/paths.mjs';
import { suites } from './test.mjs';

const named = (folder, ending) =>
  readdirSync(join(root, folder))
    .filter(name => name.endsWith(ending))
    .map(name => basename(name, ending));
const wordsOf = jobs =>
  new Set(jobs.flatMap(({ command }) => command.split(/[\s;/]+/)));
const every = jobsOf({ all: true });
const ci = jobsOf({ all: false });

describe('what CI runs', () => {
  it('is every suite of `npm test`, each counted', () => {
    for (const suite of Object.keys(suites)) {
      const job = ci.find(({ command }) => command === `npm test ${suite}`);
      assert.ok(job?.counted, suite);
    }
  });

  it('is every check of the platform', () => {
    const checks = named('templates/hybrid-platform/checks', '.sh').filter(
      name => name !== 'lib',
    );
    assert.ok(checks.length >= 4);
    for (const check of checks)
      assert.ok(wordsOf(ci).has(`${check}.sh`), check);
  });

  it('with what is too dear for it is all, among it every set of parameters of the template', () => {
    for (const set of named('templates/hybrid-platform/tests', '.yaml')) {
      assert.ok(wordsOf(every).has(set), set);
    }
    assert.deepEqual(
      ci.filter(job => !every.includes(job)),
      [],
    );
  });

  it('has a name for each job, of its own', () => {
    assert.equal(new Set(every.map(({ name }) => name)).size, every.length);
  });
});
