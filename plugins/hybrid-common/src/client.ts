import {
  type CompoundEntityRef,
  parseEntityRef,
} from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import type {
  ExportFormat,
  HybridApi,
  HybridPageOptions,
  HybridRequestOptions,
  HybridWriteOptions,
} from './api';
import type {
  Evacuation,
  EvacuationPlan,
  EvacuationPlanRequest,
  EvacuationRequest,
  EvacuationSummary,
} from './evacuations';
import type { TrafficHistory } from './history';
import type { PlatformStatus, PlatformSummary } from './platforms';
import type { Problem } from './problems';
import type {
  PreflightReport,
  ReplicationActionResult,
  ReplicationReloadRequest,
  ReplicationStartRequest,
  ReplicationStatus,
  ReplicationTablePage,
} from './replications';
import type { Hold, HoldRequest, ServiceStatus } from './services';
import type {
  AbortRequest,
  Plan,
  PlanRequest,
  Shift,
  ShiftPage,
  ShiftRequest,
} from './shifts';

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

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** What a request is made of, beside its path. */
interface Ask extends HybridRequestOptions {
  body?: unknown;
  idempotencyKey?: string;
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
    return this.#items('/platforms', options);
  }

  async getPlatform(
    id: string,
    options?: HybridRequestOptions & { services?: 'all' | 'none' },
  ): Promise<PlatformStatus> {
    const query = options?.services ? `?services=${options.services}` : '';
    return this.#json('GET', `${platformPath(id)}${query}`, options);
  }

  async planEvacuation(
    platform: string,
    body: EvacuationPlanRequest,
    options?: HybridRequestOptions,
  ): Promise<EvacuationPlan> {
    const path = `${platformPath(platform)}/evacuations/plans`;
    return this.#json('POST', path, { ...options, body });
  }

  async evacuate(
    platform: string,
    body: EvacuationRequest,
    options: HybridWriteOptions,
  ): Promise<Evacuation> {
    const path = `${platformPath(platform)}/evacuations`;
    return this.#json('POST', path, { ...options, body });
  }

  async getEvacuations(
    platform: string,
    options?: HybridRequestOptions,
  ): Promise<EvacuationSummary[]> {
    return this.#items(`${platformPath(platform)}/evacuations`, options);
  }

  async getEvacuation(
    platform: string,
    id: string,
    options?: HybridRequestOptions,
  ): Promise<Evacuation> {
    return this.#json('GET', evacuationPath(platform, id), options);
  }

  async abortEvacuation(
    platform: string,
    id: string,
    options?: HybridRequestOptions,
  ): Promise<Evacuation> {
    return this.#json('POST', `${evacuationPath(platform, id)}/abort`, options);
  }

  async resumeEvacuation(
    platform: string,
    id: string,
    options?: HybridRequestOptions,
  ): Promise<Evacuation> {
    return this.#json(
      'POST',
      `${evacuationPath(platform, id)}/resume`,
      options,
    );
  }

  async exportPlatformShifts(
    platform: string,
    format: ExportFormat,
    options?: HybridRequestOptions,
  ): Promise<string> {
    const path = `${platformPath(platform)}/shifts/export?format=${format}`;
    return (await this.#fetch('GET', path, options)).text();
  }

  async getReplications(
    platform: string,
    options?: HybridRequestOptions,
  ): Promise<ReplicationStatus[]> {
    return this.#items(`${platformPath(platform)}/replications`, options);
  }

  async getReplicationTables(
    platform: string,
    id: string,
    options?: HybridPageOptions,
  ): Promise<ReplicationTablePage> {
    const path = `${replicationPath(platform, id)}/tables${pageOf(options)}`;
    return this.#json('GET', path, options);
  }

  async getPreflight(
    platform: string,
    id: string,
    options?: HybridRequestOptions,
  ): Promise<PreflightReport> {
    const path = `${replicationPath(platform, id)}/preflight`;
    return this.#json('GET', path, options);
  }

  async startReplication(
    platform: string,
    id: string,
    body: ReplicationStartRequest,
    options: HybridWriteOptions,
  ): Promise<ReplicationActionResult> {
    const path = `${replicationPath(platform, id)}/start`;
    return this.#json('POST', path, { ...options, body });
  }

  async stopReplication(
    platform: string,
    id: string,
    options: HybridWriteOptions,
  ): Promise<ReplicationActionResult> {
    const path = `${replicationPath(platform, id)}/stop`;
    return this.#json('POST', path, options);
  }

  async reloadTables(
    platform: string,
    id: string,
    body: ReplicationReloadRequest,
    options: HybridWriteOptions,
  ): Promise<ReplicationActionResult> {
    const path = `${replicationPath(platform, id)}/reload`;
    return this.#json('POST', path, { ...options, body });
  }

  async testConnections(
    platform: string,
    id: string,
    options: HybridWriteOptions,
  ): Promise<ReplicationActionResult> {
    const path = `${replicationPath(platform, id)}/test`;
    return this.#json('POST', path, options);
  }

  async getService(
    entityRef: string,
    options?: HybridRequestOptions,
  ): Promise<ServiceStatus> {
    return this.#json('GET', servicePath(entityRef), options);
  }

  async plan(
    entityRef: string,
    body: PlanRequest,
    options?: HybridRequestOptions,
  ): Promise<Plan> {
    const path = `${servicePath(entityRef)}/plans`;
    return this.#json('POST', path, { ...options, body });
  }

  async shift(
    entityRef: string,
    body: ShiftRequest,
    options: HybridWriteOptions,
  ): Promise<Shift> {
    const path = `${servicePath(entityRef)}/shifts`;
    return this.#json('POST', path, { ...options, body });
  }

  async getShifts(
    entityRef: string,
    options?: HybridPageOptions,
  ): Promise<ShiftPage> {
    const path = `${servicePath(entityRef)}/shifts${pageOf(options)}`;
    return this.#json('GET', path, options);
  }

  async getShift(
    entityRef: string,
    id: string,
    options?: HybridRequestOptions,
  ): Promise<Shift> {
    return this.#json('GET', shiftPath(entityRef, id), options);
  }

  async abortShift(
    entityRef: string,
    id: string,
    body: AbortRequest,
    options?: HybridRequestOptions,
  ): Promise<Shift> {
    const path = `${shiftPath(entityRef, id)}/abort`;
    return this.#json('POST', path, { ...options, body });
  }

  async decideShift(
    entityRef: string,
    id: string,
    decision: 'approve' | 'reject',
    options?: HybridRequestOptions,
  ): Promise<Shift> {
    const path = `${shiftPath(entityRef, id)}/${decision}`;
    return this.#json('POST', path, options);
  }

  async hold(
    entityRef: string,
    body: HoldRequest,
    options?: HybridRequestOptions,
  ): Promise<Hold> {
    const path = `${servicePath(entityRef)}/hold`;
    return this.#json('PUT', path, { ...options, body });
  }

  async releaseHold(
    entityRef: string,
    options?: HybridRequestOptions,
  ): Promise<void> {
    await this.#fetch('DELETE', `${servicePath(entityRef)}/hold`, options);
  }

  async getTraffic(
    entityRef: string,
    options?: HybridRequestOptions & { seconds?: number },
  ): Promise<TrafficHistory> {
    const query = options?.seconds ? `?seconds=${options.seconds}` : '';
    const path = `${servicePath(entityRef)}/traffic${query}`;
    return this.#json('GET', path, options);
  }

  async exportShifts(
    entityRef: string,
    format: ExportFormat,
    options?: HybridRequestOptions,
  ): Promise<string> {
    const path = `${servicePath(entityRef)}/shifts/export?format=${format}`;
    return (await this.#fetch('GET', path, options)).text();
  }

  async #items<T>(path: string, options?: HybridRequestOptions): Promise<T[]> {
    const { items } = await this.#json<{ items: T[] }>('GET', path, options);
    return items;
  }

  async #json<T>(method: Method, path: string, ask?: Ask): Promise<T> {
    const response = await this.#fetch(method, path, ask);
    return (await response.json()) as T;
  }

  async #fetch(method: Method, path: string, ask: Ask = {}): Promise<Response> {
    const { token, signal, body, idempotencyKey } = ask;
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
    return response;
  }
}

function servicePath(entityRef: string): string {
  const { namespace, kind, name }: CompoundEntityRef =
    parseEntityRef(entityRef);
  return `/services/${[namespace, kind.toLowerCase(), name]
    .map(encodeURIComponent)
    .join('/')}`;
}

function shiftPath(entityRef: string, id: string): string {
  return `${servicePath(entityRef)}/shifts/${encodeURIComponent(id)}`;
}

function platformPath(id: string): string {
  return `/platforms/${encodeURIComponent(id)}`;
}

function evacuationPath(platform: string, id: string): string {
  return `${platformPath(platform)}/evacuations/${encodeURIComponent(id)}`;
}

function replicationPath(platform: string, id: string): string {
  return `${platformPath(platform)}/replications/${encodeURIComponent(id)}`;
}

function pageOf(options?: HybridPageOptions): string {
  const query = new URLSearchParams();
  if (options?.cursor) query.set('cursor', options.cursor);
  if (options?.limit) query.set('limit', String(options.limit));
  return query.size > 0 ? `?${query}` : '';
}
