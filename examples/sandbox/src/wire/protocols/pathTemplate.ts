import type { BoundOperation, WireRequest } from '../types';

/**
 * Matches a path against a template such as `/2013-04-01/hostedzone/{Id}/rrset`; gives the
 * labels, or nothing when it does not match or cannot be decoded.
 */
export function matchPath(
  template: string,
  request: Pick<WireRequest, 'path'>,
): Record<string, string> | undefined {
  const wanted = segments(template.split('?')[0]!);
  const given = segments(request.path);
  const greedyAt = wanted.findIndex(segment => segment.endsWith('+}'));
  if (
    greedyAt < 0 ? wanted.length !== given.length : given.length < wanted.length
  ) {
    return undefined;
  }
  const labels: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const greedy = index === greedyAt;
    const text = greedy ? given.slice(index).join('/') : given[index]!;
    const label = /^\{(\w+)\+?\}$/.exec(segment)?.[1];
    if (label === undefined) {
      if (segment !== text) return undefined;
      continue;
    }
    const decoded = decode(text);
    if (!decoded) return undefined;
    labels[label] = decoded;
    if (greedy) break;
  }
  return labels;
}

/** The operation for a method and path; one with more fixed segments wins. */
export function matchOperation(
  operations: Iterable<BoundOperation>,
  request: WireRequest,
): BoundOperation | undefined {
  const matching = [...operations].filter(
    ({ http }) =>
      http?.[0] === request.method && matchPath(http[1], request) !== undefined,
  );
  return matching.sort((a, b) => labelCount(a) - labelCount(b))[0];
}

function labelCount(operation: BoundOperation) {
  return operation.http![1].split('{').length;
}

function segments(path: string) {
  return path.replace(/^\/|\/$/g, '').split('/');
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
