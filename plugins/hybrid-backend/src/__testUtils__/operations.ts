import { readOpenApi } from '../contract/openapi';

/** One operation of the contract, with what a test needs to call it. */
export interface Operation {
  id: string;
  method: 'get' | 'post' | 'put' | 'delete';
  /** With the names of its parameters in braces, as the contract has it. */
  path: string;
  /** Whether the path names a service's entity, a platform, or neither. */
  about: 'service' | 'platform' | 'all';
}

const METHODS = ['get', 'post', 'put', 'delete'] as const;

/** Every operation of the contract. */
export function readOperations(): Operation[] {
  const paths = readOpenApi().paths as Record<
    string,
    Record<string, { operationId: string }>
  >;
  return Object.entries(paths).flatMap(([path, item]) =>
    METHODS.filter(method => item[method]).map(method => ({
      id: item[method].operationId,
      method,
      path: path.replace(/^\/v1/, ''),
      about: aboutOf(path),
    })),
  );
}

function aboutOf(path: string): Operation['about'] {
  if (path.startsWith('/v1/services/')) return 'service';
  return path.startsWith('/v1/platforms/') ? 'platform' : 'all';
}

/** The path with its parameters filled in. */
export function fill(path: string, values: Record<string, string>): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    if (values[name] === undefined) throw new Error(`No value for {${name}}`);
    return values[name];
  });
}

/** The operation's path for `cart` of the example's platform, with other values where given. */
export function examplePath(
  { id, path }: Operation,
  values: Record<string, string> = {},
): string {
  return fill(path, {
    namespace: 'default',
    kind: 'component',
    name: 'cart',
    platform: 'shop',
    ...values,
    ...(/\/replications\//.test(path) && { id: 'shop-aws-to-on-prem' }),
    ...(id === 'GetPlatform' && { id: 'shop' }),
  });
}
