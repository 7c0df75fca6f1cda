import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { INITIAL, NEXT, type Transitions } from './states';

const DOCUMENT = resolve(__dirname, '../../../../../docs/architecture.md');
const BLOCK =
  /(<!-- states: made from plugins\/hybrid-backend\/src\/shifts\/record\/states\.ts -->\n)([^]*?)(<!-- end of states -->)/;

/** To renew it: `RENEW_DOCS=1 npm test unit stateDiagram`. */
it('draws the states in docs/architecture.md', () => {
  const text = readFileSync(DOCUMENT, 'utf8');
  const block = `\n\`\`\`mermaid\n${stateDiagram()}\n\`\`\`\n\n`;
  if (process.env.RENEW_DOCS) {
    writeFileSync(
      DOCUMENT,
      text.replace(BLOCK, (_, begin, _old, end) => begin + block + end),
    );
  }
  const found = BLOCK.exec(readFileSync(DOCUMENT, 'utf8'));
  // When this fails, renew the block: RENEW_DOCS=1 npm test unit stateDiagram
  expect(found?.[2]).toBe(block);
});

function stateDiagram(): string {
  const lines = [
    ...arrows('[*]', INITIAL),
    ...Object.entries(NEXT).flatMap(([from, next]) => arrows(from, next)),
  ];
  return ['stateDiagram-v2', ...lines.map(line => `  ${line}`)].join('\n');
}

function arrows(from: string, next: Transitions): string[] {
  const to = Object.entries(next);
  if (to.length === 0) return [`${idOf(from)} --> [*]`];
  return to.map(([state, why]) => `${idOf(from)} --> ${idOf(state)}: ${why}`);
}

/** Mermaid knows no hyphens in the name of a state. */
function idOf(state: string): string {
  return state.replace(/-/g, '_');
}
