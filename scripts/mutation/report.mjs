/** A group whose tests notice less does not hold what it promises. */
export const LEAST_PERCENT = 90;

const NOTICED = new Set(['Killed', 'Timeout']);
const MISSED = new Set(['Survived', 'NoCoverage']);

/**
 * How many of a group's mutants were noticed. What could not be compiled or was marked as
 * equivalent, with its reason, counts neither way.
 */
export function score(name, { title }, mutants) {
  const missed = mutants.filter(({ status }) => MISSED.has(status));
  const noticed = mutants.filter(({ status }) => NOTICED.has(status)).length;
  const counted = noticed + missed.length;
  return {
    name,
    title,
    counted,
    noticed,
    percent: counted === 0 ? 0 : (100 * noticed) / counted,
    missed,
  };
}

/** A group's score for whoever runs it, with each survivor by name. */
export function tell({ counted, noticed, percent, missed }) {
  return [
    `  ${noticed} of ${counted} mutants noticed, ${percent.toFixed(1)} %`,
    ...missed.map(mutant => `  survived: ${describe(mutant)}`),
    '',
  ].join('\n');
}

const BEGIN = '<!-- scores: npm run mutation -- --write -->';
const END = '<!-- /scores -->';
const GROUP = /^<!-- group (\S+) -->$/m;

/** The page with the groups that were run made anew; what it says of others stays. */
export function renewReport(page, scores) {
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`The page has no ${BEGIN}`);
  const sections = new Map(
    page
      .slice(begin + BEGIN.length, end)
      .split(/^(?=<!-- group )/m)
      .map(text => [GROUP.exec(text)?.[1], text.trim()])
      .filter(([name]) => name !== undefined),
  );
  for (const result of scores) sections.set(result.name, section(result));
  return `${page.slice(0, begin)}${BEGIN}\n\n${[...sections.values()].join(
    '\n\n',
  )}\n\n${page.slice(end)}`;
}

function section({ name, title, counted, noticed, percent, missed }) {
  return [
    `<!-- group ${name} -->`,
    '',
    `### ${title}`,
    '',
    `\`${name}\`: ${noticed} of ${counted} mutants noticed, **${percent.toFixed(
      1,
    )} %**.`,
    ...(missed.length > 0
      ? ['', ...missed.map(mutant => `- ${describe(mutant)}`)]
      : []),
  ].join('\n');
}

function describe({ file, line, mutator, before, after, status }) {
  const place = `${file}:${line}`;
  const change = `\`${oneLine(before)}\` → \`${oneLine(after)}\``;
  return `${place} (${mutator}): ${change}${
    status === 'NoCoverage' ? ', which no test runs' : ''
  }`;
}

function oneLine(text = '') {
  const line = text.replace(/\s+/g, ' ').replace(/`/g, "'").trim();
  return line.length > 80 ? `${line.slice(0, 77)}…` : line;
}
