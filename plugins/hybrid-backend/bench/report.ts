/** One figure, and what it should be. */
export interface Figure {
  name: string;
  value: string;
  /** Such as `at most 60`; absent when it is only told. */
  aim?: string;
  passed?: boolean;
}

const figures: { title: string; figures: Figure[] }[] = [];

/** Begins a group of figures. */
export function about(title: string): void {
  figures.push({ title, figures: [] });
  process.stderr.write(`${title} …\n`);
}

export function tell(name: string, value: string): void {
  figures[figures.length - 1].figures.push({ name, value });
}

export function atMost(
  name: string,
  value: number,
  aim: number,
  unit = '',
): void {
  figures[figures.length - 1].figures.push({
    name,
    value: `${format(value)}${unit}`,
    aim: `at most ${format(aim)}${unit}`,
    passed: value <= aim,
  });
}

export function atLeast(
  name: string,
  value: number,
  aim: number,
  unit = '',
): void {
  figures[figures.length - 1].figures.push({
    name,
    value: `${format(value)}${unit}`,
    aim: `at least ${format(aim)}${unit}`,
    passed: value >= aim,
  });
}

/** Prints all as a table. False when an aim is missed. */
export function print(): boolean {
  const rows = figures.flatMap(group => group.figures);
  // A list is longer than any figure, and stands alone in its row.
  const width = (of: (figure: Figure) => string) =>
    Math.max(
      ...rows
        .map(of)
        .filter(isShort)
        .map(({ length }) => length),
    );
  const names = width(({ name }) => name);
  const values = width(({ value }) => value);
  const aims = width(({ aim = '' }) => aim);
  for (const group of figures) {
    process.stdout.write(`\n${group.title}\n`);
    for (const { name, value, aim = '', passed } of group.figures) {
      const verdict = { true: 'pass', false: 'FAIL', undefined: '' }[
        String(passed) as 'true' | 'false' | 'undefined'
      ];
      process.stdout.write(
        `  ${name.padEnd(names)}  ${value.padStart(values)}  ${aim.padEnd(
          aims,
        )}  ${verdict}\n`.replace(/ +\n/, '\n'),
      );
    }
  }
  return rows.every(({ passed }) => passed !== false);
}

export function format(value: number): string {
  return value.toLocaleString('en-US', {
    maximumFractionDigits: value < 10 ? 2 : 0,
  });
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

function isShort({ length }: string): boolean {
  return length <= 40;
}

/** How many of each. */
export function tally(values: string[]): string {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([value, count]) => `${value} ${count}`)
    .join(', ');
}
