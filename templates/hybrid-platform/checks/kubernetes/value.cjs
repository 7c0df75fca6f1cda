/*
 * Prints a value of a YAML file: text as it is, a list of text one on each line, the rest as JSON.
 *   value.cjs <file> [--kind <kind of the document>] <dotted path>
 */
const { readFileSync } = require('node:fs');
const { parseAllDocuments } = require('yaml');

const [file, ...rest] = process.argv.slice(2);
const kind = rest[0] === '--kind' ? rest[1] : undefined;
const path = rest.at(-1).split('.');
const document = parseAllDocuments(readFileSync(file, 'utf8')).find(
  candidate => kind === undefined || candidate.get('kind') === kind,
);
const value = path.reduce((node, key) => node?.[key], document?.toJS());
if (value === undefined) {
  console.error(`${file} has no ${path.join('.')}`);
  process.exit(1);
}
if (Array.isArray(value) && value.every(item => typeof item === 'string')) {
  console.log(value.join('\n'));
} else {
  console.log(typeof value === 'string' ? value : JSON.stringify(value));
}
