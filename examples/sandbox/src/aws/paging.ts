import { AwsError } from '../wire';

/** Tokens are opaque to clients: they hold the key of the last item of a page. */
const encode = (key: string) => Buffer.from(key).toString('base64url');

/**
 * One page of items that are sorted by `key`, after the one that `token` names.
 * `invalid` makes the service's error for a token that was never given out.
 */
export function page<T>(
  items: readonly T[],
  options: {
    key: (item: T) => string;
    size: number;
    token: string | undefined;
    invalid: () => AwsError;
  },
): { items: T[]; next?: string } {
  let start = 0;
  if (options.token !== undefined && options.token !== '') {
    const after = decode(options.token, options.invalid);
    const found = items.findIndex(item => options.key(item) === after);
    if (found < 0) throw options.invalid();
    start = found + 1;
  }
  const slice = items.slice(start, start + options.size);
  const more = start + slice.length < items.length;
  return {
    items: slice,
    next: more ? encode(options.key(slice[slice.length - 1]!)) : undefined,
  };
}

function decode(token: string, invalid: () => AwsError): string {
  const text = Buffer.from(token, 'base64url').toString('utf8');
  if (encode(text) !== token) throw invalid();
  return text;
}

export const byString =
  <T>(key: (item: T) => string) =>
  (a: T, b: T) => {
    const [left, right] = [key(a), key(b)];
    if (left === right) return 0;
    return left < right ? -1 : 1;
  };
