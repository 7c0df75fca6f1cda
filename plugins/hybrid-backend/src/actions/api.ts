import type {
  AuthService,
  BackstageCredentials,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError, ServiceUnavailableError } from '@backstage/errors';
import {
  HybridClient,
  refusalOf,
  type HybridApi,
} from '@hybrid-platform/backstage-plugin-hybrid-common';

/**
 * The way of the registry actions to what they do: the plugin's own REST API, over HTTP, with
 * a token on behalf of whoever called the action. So there is a single entry point, and what stands at it
 * (authentication, the check per entity, validation, audit, idempotency) cannot be forgotten
 * for one of two ways in.
 */
export class ActionApi {
  constructor(
    private readonly options: {
      auth: AuthService;
      discovery: DiscoveryService;
    },
  ) {}

  /** Reads as the caller. */
  async read<T>(
    credentials: BackstageCredentials,
    ask: (api: HybridApi) => Promise<T>,
  ): Promise<T> {
    try {
      return await ask(this.#as(credentials));
    } catch (error) {
      throw actionError(error);
    }
  }

  /**
   * Changes something as the caller, who must be a user. A service's token turns into this
   * plugin's own on the way: whatever the policy says it may do everything, and the history
   * would name the plugin.
   */
  async write<T>(
    credentials: BackstageCredentials,
    ask: (api: HybridApi) => Promise<T>,
  ): Promise<T> {
    if (!this.options.auth.isPrincipal(credentials, 'user')) {
      throw new NotAllowedError(
        'Only a user may do this with an action. Sign in as a user; a service uses the REST API.',
      );
    }
    return this.read(credentials, ask);
  }

  #as(credentials: BackstageCredentials): HybridApi {
    const { auth, discovery } = this.options;
    return new HybridClient({
      discoveryApi: discovery,
      fetchApi: {
        fetch: async (input, init) => {
          const { token } = await auth.getPluginRequestToken({
            onBehalfOf: credentials,
            targetPluginId: 'hybrid',
          });
          return fetch(input, {
            ...init,
            headers: { ...init?.headers, Authorization: `Bearer ${token}` },
          });
        },
      },
    });
  }
}

/** The refusal as callers of actions are told it, such as MCP clients, with its code. */
function actionError(error: unknown): Error {
  return (
    refusalOf(error, { withCode: true }) ??
    new ServiceUnavailableError(
      'The hybrid backend could not be reached, so it is not known whether it did what was asked. Ask for the state, or repeat the call with the same requestId.',
    )
  );
}
