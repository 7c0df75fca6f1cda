/** An invariant that does not hold. */
export interface Broken {
  invariant: string;
  expected: string;
  seen: string;
}

export function broken(
  invariant: string,
  expected: string,
  seen: string,
): Broken {
  return { invariant, expected, seen };
}
