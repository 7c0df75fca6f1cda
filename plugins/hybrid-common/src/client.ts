import {
  type CompoundEntityRef,
  parseEntityRef,
} from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import type { PlatformStatus, PlatformSummary } from './platforms';
import type { Problem } from './problems';
import type { ServiceStatus } from './services';
import type {
  Plan,
  PlanRequest,
  Shift,
  ShiftPage,
  ShiftRequest,
} from './shifts';

/**
 * Options of one request.
 *
 * @public
 */
export interface HybridRequestOptions {
  /** A Backstage token, for callers whose fetch does not add one. */
  token?: string;
  signal?: AbortSignal;
}

/**
 * The REST API of the hybrid backend, `/api/hybrid/v1`. Every call throws a
 * `ResponseError` when the backend refuses; {@link problemOf} reads the reason from it.
 *
 * @public
 */
export interface HybridApi {
  getPlatforms(options?: HybridRequestOptions): Promise<PlatformSummary[]>;
  getPlatform(
    id: string,
    options?: HybridRequestOptions,
  ): Promise<PlatformStatus>;
  getService(
    entityRef: string,
    options?: HybridRequestOptions,
  ): Promise<ServiceStatus>;
  plan(
    entityRef: string,
    request: PlanRequest,
    options?: HybridRequestOptions,
  ): Promise<Plan>;
  /**
   * Starts a shift and returns at once; its progress is read with {@link HybridApi.getShift}.
   * The same `idempotencyKey` never starts a second one.
   */
  shift(
    entityRef: string,
    request: ShiftRequest,
    options: HybridRequestOptions & { idempotencyKey: string },
  ): Promise<Shift>;
  getShifts(
    entityRef: string,
    options?: HybridRequestOptions & { cursor?: string; limit?: number },
  ): Promise<ShiftPage>;
  getShift(
    entityRef: string,
    id: string,
    options?: HybridRequestOptions,
  ): Promise<Shift>;
}

/**
 * The reason and remedy that the hybrid backend gave with an error, if it gave one.
 *
 * @public
 */
export function problemOf(error: unknown): Problem | undefined {
  const body = (error as { body?: { error?: { problem?: Problem } } } | null)
    ?.body;
  return body?.error?.problem;
}

/**
 * {@link HybridApi} over fetch.
 *
 * @public
 */
export class HybridClient implements HybridApi {
  readonly #discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  readonly #fetchApi: { fetch: typeof fetch };

  constructor(options: {
    discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
    fetchApi: { fetch: typeof fetch };
  }) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi;
  }

  async getPlatforms(
    options?: HybridRequestOptions,
  ): Promise<PlatformSummary[]> {
    const { items } = await this.#request<{ items: PlatformSummary[] }>(
      'GET',
      '/platforms',
      options,
    );
    return items;
  }

  async getPlatform(
    id: string,
    options?: HybridRequestOptions,
  ): Promise<PlatformStatus> {
    return this.#request(
      'GET',
      `/platforms/${encodeURIComponent(id)}`,
      options,
    );
  }

  async getService(
    entityRef: string,
    options?: HybridRequestOptions,
  ): Promise<ServiceStatus> {
    return this.#request('GET', servicePath(entityRef), options);
  }

  async plan(
    entityRef: string,
    request: PlanRequest,
    options?: HybridRequestOptions,
  ): Promise<Plan> {
    return this.#request('POST', `${servicePath(entityRef)}/plans`, {
      ...options,
      body: request,
    });
  }

  async shift(
    entityRef: string,
    request: ShiftRequest,
    options: HybridRequestOptions & { idempotencyKey: string },
  ): Promise<Shift> {
    return this.#request('POST', `${servicePath(entityRef)}/shifts`, {
      ...options,
      body: request,
    });
  }

  async getShifts(
    entityRef: string,
    options?: HybridRequestOptions & { cursor?: string; limit?: number },
  ): Promise<ShiftPage> {
    const query = new URLSearchParams();
    if (options?.cursor) query.set('cursor', options.cursor);
    if (options?.limit) query.set('limit', String(options.limit));
    const suffix = query.size > 0 ? `?${query}` : '';
    return this.#request(
      'GET',
      `${servicePath(entityRef)}/shifts${suffix}`,
      options,
    );
  }

  async getShift(
    entityRef: string,
    id: string,
    options?: HybridRequestOptions,
  ): Promise<Shift> {
    return this.#request(
      'GET',
      `${servicePath(entityRef)}/shifts/${encodeURIComponent(id)}`,
      options,
    );
  }

  async #request<T>(
    method: 'GET' | 'POST',
    path: string,
    options: HybridRequestOptions & {
      body?: unknown;
      idempotencyKey?: string;
    } = {},
  ): Promise<T> {
    const { token, signal, body, idempotencyKey } = options;
    const baseUrl = await this.#discoveryApi.getBaseUrl('hybrid');
    const response = await this.#fetchApi.fetch(`${baseUrl}/v1${path}`, {
      method,
      signal,
      headers: {
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...(idempotencyKey && { 'Idempotency-Key': idempotencyKey }),
        ...(token && { Authorization: `Bearer ${token}` }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return (await response.json()) as T;
  }
}

function servicePath(entityRef: string): string {
  const { namespace, kind, name }: CompoundEntityRef =
    parseEntityRef(entityRef);
  return `/services/${[namespace, kind.toLowerCase(), name]
    .map(encodeURIComponent)
    .join('/')}`;
}
