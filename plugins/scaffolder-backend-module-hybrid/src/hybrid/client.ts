import { HybridClient } from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { HybridActionOptions, TaskContext } from './options';

/**
 * The hybrid backend's API as the user who runs the template: what the user may not do, the
 * task cannot do either, and the history names the user.
 *
 * A task can outlive its user's token, and a shift or a replication under way does not end
 * with it. What the user was allowed to read in this step is then read on as the scaffolder
 * itself. Nothing is ever written that way.
 */
export function clientOf(
  ctx: TaskContext,
  { auth, discovery }: HybridActionOptions,
): HybridClient {
  const readAsUser = new Set<string>();
  let expired = false;

  const as = async (
    caller: 'user' | 'scaffolder',
    ...[input, init]: Parameters<typeof fetch>
  ) => {
    const { token } = await auth.getPluginRequestToken({
      onBehalfOf:
        caller === 'user'
          ? await ctx.getInitiatorCredentials()
          : await auth.getOwnServiceCredentials(),
      targetPluginId: 'hybrid',
    });
    return fetch(input, {
      ...init,
      headers: { ...init?.headers, Authorization: `Bearer ${token}` },
    });
  };

  return new HybridClient({
    discoveryApi: discovery,
    fetchApi: {
      fetch: async (input, init) => {
        const url = String(input);
        const reads = init?.method === 'GET';
        if (!expired || !reads || !readAsUser.has(url)) {
          const response = await as('user', input, init);
          if (reads && response.ok) readAsUser.add(url);
          if (response.status !== 401 || !reads || !readAsUser.has(url)) {
            return response;
          }
          expired = true;
          ctx.logger.info(
            'Your sign-in of when the task began has expired. The task goes on reading what you began, and can change nothing any more.',
          );
        }
        return as('scaffolder', input, init);
      },
    },
  });
}
