import { ResponseError } from '@backstage/errors';
import type { HybridRequestOptions } from './api';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** What a request is made of, beside its path. */
interface Content extends HybridRequestOptions {
  body?: unknown;
  idempotencyKey?: string;
}

/** Where the backend is, and how to send to it: the two utility APIs of Backstage. */
export interface HybridHttpOptions {
  discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  fetchApi: { fetch: typeof fetch };
}

/** Requests to the hybrid backend. Each throws a `ResponseError` when it refuses. */
export class HybridHttp {
  constructor(private readonly options: HybridHttpOptions) {}

  async send(
    method: Method,
    path: string,
    content: Content = {},
  ): Promise<Response> {
    const { token, signal, body, idempotencyKey } = content;
    const { discoveryApi, fetchApi } = this.options;
    const baseUrl = await discoveryApi.getBaseUrl('hybrid');
    const response = await fetchApi.fetch(`${baseUrl}/v1${path}`, {
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

  async json<T>(method: Method, path: string, content?: Content): Promise<T> {
    const response = await this.send(method, path, content);
    return (await response.json()) as T;
  }

  /** The items of a list that comes whole. */
  async items<T>(path: string, options?: HybridRequestOptions): Promise<T[]> {
    return (await this.json<{ items: T[] }>('GET', path, options)).items;
  }

  async text(path: string, options?: HybridRequestOptions): Promise<string> {
    return (await this.send('GET', path, options)).text();
  }
}
