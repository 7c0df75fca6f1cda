import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';

/*
 * The tables of shifts are the repository's alone: whoever else wants to know something of
 * shifts asks it, so that a column can be changed in one place.
 */

const SOURCES = resolve(__dirname, '../..');

/** The plugin's own code outside this folder, without its tests. */
function others(): string[] {
  return readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
    .filter(path => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .filter(path => !path.includes('__testUtils__'))
    .filter(path => !path.startsWith(join('shifts', 'record') + sep));
}

describe('the tables of shifts', () => {
  it('are named by nobody but the repository', () => {
    const files = others();
    expect(files.length).toBeGreaterThan(100);
    const naming = files.filter(path =>
      /\bSHIFTS\b|\bEVENTS\b|hybrid_shift(s|_events)\b|\b(Shift|Event)Row\b/.test(
        readFileSync(join(SOURCES, path), 'utf8'),
      ),
    );
    expect(naming).toEqual([]);
  });
});
