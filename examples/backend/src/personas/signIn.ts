import { ForwardedError, isError } from '@backstage/errors';
import type { SignInResolver } from '@backstage/plugin-auth-node';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Persona } from './personas';

/**
 * Signs in as the persona's user in the catalog. Right after a start the catalog has not
 * read its entities yet; whoever is that quick waits for it rather than being refused.
 */
export function createPersonaSignInResolver(options?: {
  timeoutMs?: number;
  retryMs?: number;
}): SignInResolver<Persona> {
  const { timeoutMs = 15_000, retryMs = 250 } = options ?? {};
  return async ({ result: { userEntityRef: entityRef } }, ctx) => {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      try {
        return await ctx.signInWithCatalogUser({ entityRef });
      } catch (error) {
        const missing = isError(error) && error.name === 'NotFoundError';
        if (!missing || Date.now() >= deadline) {
          throw new ForwardedError(`Cannot sign in as ${entityRef}`, error);
        }
        await sleep(retryMs);
      }
    }
  };
}
