import { createApiRef } from '@backstage/frontend-plugin-api';
import type { AwsFaults, SandboxStatus } from '@hybrid-platform/sandbox';

export type Site = keyof SandboxStatus['sites'];

/** The sandbox's control API. Every change answers with the status that it led to. */
export interface SandboxApi {
  readonly baseUrl: string;
  getStatus(): Promise<SandboxStatus>;
  setSite(site: Site, up: boolean): Promise<SandboxStatus>;
  setServiceSite(
    service: string,
    site: Site,
    up: boolean,
  ): Promise<SandboxStatus>;
  setTunnel(tunnel: number, up: boolean): Promise<SandboxStatus>;
  /** `null` lets the lag follow from the state of replication and tunnels again. */
  setLag(lagSeconds: number | null): Promise<SandboxStatus>;
  setAwsFaults(faults: Partial<AwsFaults>): Promise<SandboxStatus>;
  clearFaults(): Promise<SandboxStatus>;
}

export const sandboxApiRef = createApiRef<SandboxApi>({
  id: 'plugin.sandbox.client',
});

/** Nothing answers at the sandbox's URL. */
export class SandboxUnreachableError extends Error {
  name = 'SandboxUnreachableError';
}

/**
 * {@link SandboxApi} over the browser's own fetch: the sandbox is not part of Backstage
 * and is not to get anybody's token.
 */
export class SandboxClient implements SandboxApi {
  constructor(readonly baseUrl: string) {}

  getStatus() {
    return this.#request('GET', '/status');
  }

  setSite(site: Site, up: boolean) {
    return this.#request('PUT', `/sites/${site}`, { up });
  }

  setServiceSite(service: string, site: Site, up: boolean) {
    const name = encodeURIComponent(service);
    return this.#request('PUT', `/services/${name}/sites/${site}`, { up });
  }

  setTunnel(tunnel: number, up: boolean) {
    return this.#request('PUT', `/tunnels/${tunnel}`, { up });
  }

  setLag(lagSeconds: number | null) {
    return this.#request('PUT', '/replication', { lagSeconds });
  }

  setAwsFaults(faults: Partial<AwsFaults>) {
    return this.#request('PUT', '/aws', faults);
  }

  clearFaults() {
    return this.#request('DELETE', '/faults');
  }

  async #request(
    method: 'GET' | 'PUT' | 'DELETE',
    path: string,
    body?: unknown,
  ): Promise<SandboxStatus> {
    const response = await fetch(`${this.baseUrl}/_sandbox${path}`, {
      method,
      headers: body ? { 'Content-Type': 'application/json' } : undefined,
      body: body ? JSON.stringify(body) : undefined,
    }).catch(error => {
      throw new SandboxUnreachableError(
        `Nothing answers at ${this.baseUrl} (${error.message})`,
      );
    });
    if (!response.ok) throw new Error(await messageOf(response));
    return response.json();
  }
}

async function messageOf(response: Response): Promise<string> {
  const body = await response.json().catch(() => undefined);
  return (
    body?.error?.message ??
    `The sandbox answered ${response.status} ${response.statusText}`
  );
}
