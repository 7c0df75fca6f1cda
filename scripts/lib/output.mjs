import { styleText } from 'node:util';

/** A failure that its user can mend: what is wrong, and what to do. */
export class UserError extends Error {
  constructor(message, remedy) {
    super(message);
    this.remedy = remedy;
  }
}

const colour = process.stdout.isTTY && !process.env.NO_COLOR;

export function paint(format, text) {
  return colour ? styleText(format, text) : text;
}

export function say(text) {
  process.stdout.write(`${paint('cyan', '▸')} ${text}\n`);
}

/** Prints what went wrong and makes the process end with 1, once what is left to do is done. */
export function fail(error) {
  const message =
    error instanceof UserError || error.code?.startsWith('ERR_PARSE_ARGS')
      ? error.message
      : error.stack ?? String(error);
  process.stderr.write(`\n${paint('red', '✖')} ${message}\n`);
  if (error.remedy) process.stderr.write(`  ${error.remedy}\n`);
  process.exitCode = 1;
}
