import { parseEntityRef } from '@backstage/catalog-model';
import type { HybridPageOptions } from './api';

/*
 * The paths of the API. What is put into one is encoded, and what a list is cut by is its query.
 */

export function servicePath(entityRef: string, ...rest: string[]): string {
  const { namespace, kind, name } = parseEntityRef(entityRef);
  return pathOf('services', namespace, kind.toLowerCase(), name, ...rest);
}

export function shiftPath(
  entityRef: string,
  id: string,
  ...rest: string[]
): string {
  return servicePath(entityRef, 'shifts', id, ...rest);
}

export function platformPath(id: string, ...rest: string[]): string {
  return pathOf('platforms', id, ...rest);
}

export function evacuationPath(
  platform: string,
  id: string,
  ...rest: string[]
): string {
  return platformPath(platform, 'evacuations', id, ...rest);
}

export function replicationPath(
  platform: string,
  id: string,
  ...rest: string[]
): string {
  return platformPath(platform, 'replications', id, ...rest);
}

export function withQuery(
  path: string,
  values: Record<string, string | number | undefined>,
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value) query.set(name, String(value));
  }
  return query.size > 0 ? `${path}?${query}` : path;
}

export function withPage(path: string, options?: HybridPageOptions): string {
  return withQuery(path, { cursor: options?.cursor, limit: options?.limit });
}

function pathOf(...segments: string[]): string {
  return `/${segments.map(encodeURIComponent).join('/')}`;
}
