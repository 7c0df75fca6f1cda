import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { renewReport, score, tell } from './report.mjs';

const mutant = (status, line = 1) => ({
  file: 'src/gate.ts',
  line,
  mutator: 'EqualityOperator',
  before: 'a <\n  b',
  after: 'a <= b',
  status,
});

const GATE = { title: 'The gate' };

describe('the score of a group', () => {
  const result = score('gate', GATE, [
    mutant('Killed'),
    mutant('Timeout'),
    mutant('Survived', 7),
    mutant('NoCoverage', 9),
    mutant('CompileError'),
    mutant('Ignored'),
  ]);

  it('counts what was noticed against all that could be', () => {
    assert.equal(result.counted, 4);
    assert.equal(result.percent, 50);
  });

  it('names the survivors, and what they would do', () => {
    const told = tell(result);
    assert.match(told, /2 of 4 mutants noticed, 50.0 %/);
    assert.match(told, /src\/gate.ts:7 .*`a < b` → `a <= b`/);
    assert.match(told, /src\/gate.ts:9 .*which no test runs/);
  });

  it('is nothing when there was nothing to notice', () => {
    assert.equal(score('gate', GATE, []).percent, 0);
  });
});

describe('the page', () => {
  const page =
    'Before\n<!-- scores: npm run mutation -- --write -->\n<!-- /scores -->\nAfter\n';
  const first = score('gate', GATE, [mutant('Killed')]);
  const second = score('drift', { title: 'Drift' }, [mutant('Survived')]);

  it('keeps what it says of groups that were not run', () => {
    const both = renewReport(renewReport(page, [first]), [second]);
    assert.match(both, /### The gate[^]*100.0 %[^]*### Drift[^]*0.0 %/);
    assert.match(both, /^Before\n[^]*After\n$/);
    assert.equal(renewReport(both, [second]), both);
  });

  it('must have a place for them', () => {
    assert.throws(() => renewReport('Nothing', [first]), /has no/);
  });
});
