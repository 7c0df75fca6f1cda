import { InvalidArgumentError } from 'commander';

/** Reads an option's number, within limits. */
export function number(min: number, max: number) {
  return (text: string): number => {
    const value = Number(text);
    if (text.trim() === '' || !(value >= min && value <= max)) {
      throw new InvalidArgumentError(
        `It must be a number from ${min} to ${max}.`,
      );
    }
    return value;
  };
}

/** Reads a TCP port; 0 is any free one. */
export function port(text: string): number {
  const value = number(0, 65_535)(text);
  if (!Number.isInteger(value)) {
    throw new InvalidArgumentError('It must be a whole number.');
  }
  return value;
}
