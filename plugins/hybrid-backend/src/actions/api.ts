import type {
  AuthService,
  BackstageCredentials,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import {
  AuthenticationError,
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  HybridClient,
  problemOf,
  type HybridApi,
} from '@hybrid-platform/backstage-plugin-hybrid-common';

/** The errors that callers of actions, such as MCP clients, are told the message of. */
const ERRORS: Record<number, new (message: string) => Error> = {
  400: InputError,
  401: AuthenticationError,
  403: NotAllowedError,
  404: NotFoundError,
  409: ConflictError,
  422: InputError,
};

/**
 * The way of the registry actions to what they do: the plugin's own REST API, over HTTP, with
 * a token on behalf of whoever called the action. So there is one door, and what stands at it
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

function actionError(error: unknown): Error {
  const { statusCode, body } = error as {
    statusCode?: number;
    body?: { error?: { message?: string } };
  };
  if (!statusCode) {
    return new ServiceUnavailableError(
      'The hybrid backend could not be reached, so it is not known whether it did what was asked. Ask for the state, or repeat the call with the same requestId.',
    );
  }
  const problem = problemOf(error);
  const message = problem
    ? `${problem.message} ${problem.remedy} (${problem.code})`
    : body?.error?.message ?? (error as Error).message;
  return new (ERRORS[statusCode] ?? ServiceUnavailableError)(message);
}
