import type { PermissionsService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { ProblemCode } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { isDatabaseAway } from '../databaseAway';
import { withTimeout } from '../durable/withTimeout';
import { explained, HybridError } from '../errors';

/** What is asked of the catalog. */
export type Catalog = Pick<
  CatalogService,
  'getEntities' | 'getEntitiesByRefs' | 'getEntityByRef'
>;

/** Nobody waits longer for either: who acts in a disaster must know that it does not answer. */
const LONGEST_MS = 10_000;

interface Source {
  code: ProblemCode;
  name: string;
}

const CATALOG: Source = { code: 'catalog-unavailable', name: 'catalog' };
const PERMISSIONS: Source = {
  code: 'permissions-unavailable',
  name: 'permission backend',
};

/**
 * The catalog and the permissions, by which it is decided who may see and do what. One that
 * fails or does not answer is a problem with a remedy, and never a "no": that nobody knows
 * whether somebody may is another thing than that he may not.
 */
export function accessSources(
  asked: {
    catalog: Catalog;
    permissions: PermissionsService;
  },
  longestMs = LONGEST_MS,
): { catalog: Catalog; permissions: PermissionsService } {
  const { catalog, permissions } = asked;
  const ask = <T>(source: Source, call: () => Promise<T>) =>
    answer(source, call, longestMs);
  return {
    catalog: {
      getEntities: (...args) =>
        ask(CATALOG, () => catalog.getEntities(...args)),
      getEntitiesByRefs: (...args) =>
        ask(CATALOG, () => catalog.getEntitiesByRefs(...args)),
      getEntityByRef: (...args) =>
        ask(CATALOG, () => catalog.getEntityByRef(...args)),
    },
    permissions: {
      authorize: (...args) =>
        ask(PERMISSIONS, () => permissions.authorize(...args)),
      authorizeConditional: (...args) =>
        ask(PERMISSIONS, () => permissions.authorizeConditional(...args)),
    },
  };
}

async function answer<T>(
  source: Source,
  call: () => Promise<T>,
  longestMs: number,
): Promise<T> {
  try {
    return await withTimeout(call(), longestMs, () => {
      throw new Error(`no answer within ${longestMs / 1000} s`);
    });
  } catch (error) {
    if (isAboutTheCaller(error)) throw error;
    // Where both share a database with this plugin, that is what must be looked at.
    if (isDatabaseAway(error)) throw explained(error);
    throw unavailable(source, error);
  }
}

/** A token that has expired, or that is not taken: the caller can do something about that. */
function isAboutTheCaller(error: unknown): boolean {
  const { name, statusCode } = error as { name?: string; statusCode?: number };
  return (
    statusCode === 401 ||
    statusCode === 403 ||
    name === 'AuthenticationError' ||
    name === 'NotAllowedError'
  );
}

function unavailable({ code, name }: Source, cause: unknown): HybridError {
  return new HybridError(
    {
      code,
      message: `The ${name} of this Backstage could not be asked, so it is not known what you may see and do.`,
      remedy: `Try again in a moment; if it lasts, look up in the backend’s log why the ${name} does not answer. What is under way goes on meanwhile.`,
    },
    { cause },
  );
}
