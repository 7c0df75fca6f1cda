import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { paint, say, UserError } from '../lib/output.mjs';
import { cacheDir, root } from '../lib/paths.mjs';
import { stopAll, untilAskedToStop } from '../lib/processes.mjs';
import { installCfnLint } from '../lib/templates/cfnLint.mjs';
import { checksOf } from '../lib/templates/checks.mjs';
import { render } from '../lib/templates/render.mjs';
import { copySource } from '../lib/templates/source.mjs';

const template = join(root, 'templates', 'hybrid-platform');
const work = join(cacheDir, 'test-templates');
/**
 * `test-templates`, or with the names of some parameter sets: fills in the template's form
 * with each set in a real scaffolder back end, and holds each repository to its checks.
 * Two at a time unless told: most checks are one thread each, and a machine for tests has two cores.
 */
export async function run(args) {
  const { values: options, positionals: names } = parseArgs({
    args,
    options: { 'at-once': { type: 'string', default: '2' } },
    allowPositionals: true,
  });
  const atOnce = Number(options['at-once']);
  if (!(atOnce >= 1)) {
    throw new UserError(
      `“${options['at-once']}” is no number of repositories.`,
      'Say how many may be tested at once, for example: --at-once 1',
    );
  }
  const sets = chosenSets(names);
  untilAskedToStop().then(async () => {
    await stopAll();
    process.exit(130);
  });
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const startedAt = Date.now();

  const cfnLint = await installCfnLint();
  const source = copySource(template, join(work, 'template'));
  say(`Filling in the form with ${sets.length} sets of parameters`);
  const rendered = await render(
    join(source.folder, 'template.yaml'),
    join(work, 'repositories'),
    sets,
  );

  const total = { passed: 0, failed: 0 };
  const count = (set, title, { problem, seconds, note }) => {
    total[problem ? 'failed' : 'passed']++;
    const mark = problem ? paint('red', 'FAIL') : paint('green', 'ok  ');
    const took = `${seconds.toFixed(1)} s`.padStart(8);
    process.stdout.write(`${mark} ${took}  ${set}: ${title}${note ?? ''}\n`);
    if (problem) process.stdout.write(indent(problem));
    return !problem;
  };

  const waiting = [...rendered];
  const worker = async () => {
    for (let one = waiting.shift(); one; one = waiting.shift()) {
      const { set, path, error, seconds } = one;
      if (!count(set, 'the template runs', { problem: error, seconds }))
        continue;
      for (const { title, check } of checksOf({ path, source, cfnLint })) {
        if (!count(set, title, await timed(check))) break;
      }
      // Five installations are two gigabytes.
      rmSync(join(path, 'node_modules'), { recursive: true, force: true });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));

  say(`templates: ${Math.round((Date.now() - startedAt) / 1000)} s`);
  process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`);
  return total.failed === 0 ? 0 : 1;
}

function chosenSets(names) {
  const folder = join(template, 'tests');
  const all = readdirSync(folder)
    .filter(name => name.endsWith('.yaml'))
    .map(name => join(folder, name));
  const known = all.map(file => basename(file, '.yaml'));
  const unknown = names.find(name => !known.includes(name));
  if (unknown) {
    throw new UserError(
      `There is no parameter set “${unknown}”.`,
      `Choose some of: ${known.join(', ')}; or none, to test them all.`,
    );
  }
  return names.length === 0
    ? all
    : all.filter(file => names.includes(basename(file, '.yaml')));
}

/** Runs a check; what it throws is the problem, what it returns is worth a note. */
async function timed(check) {
  const startedAt = Date.now();
  const outcome = await Promise.resolve()
    .then(check)
    .then(
      note => ({ note }),
      error => ({ problem: error.message }),
    );
  return { ...outcome, seconds: (Date.now() - startedAt) / 1000 };
}

function indent(text) {
  return text
    .trimEnd()
    .split('\n')
    .slice(-60)
    .map(line => `       ${line}\n`)
    .join('');
}
