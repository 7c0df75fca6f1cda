import type { HybridApi } from './api';
import type { PlanFields, ShiftFields } from './contract/types';
import { HybridHttp } from './http';
import {
  evacuationPath,
  platformPath,
  replicationPath,
  servicePath,
  shiftPath,
  withPage,
  withQuery,
} from './paths';

/**
 * {@link HybridApi} over fetch.
 *
 * @public
 */
export class HybridClient implements HybridApi {
  readonly #http: HybridHttp;

  constructor(options: {
    discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
    fetchApi: { fetch: typeof fetch };
  }) {
    this.#http = new HybridHttp(options);
  }

  readonly getPlatforms: HybridApi['getPlatforms'] = options =>
    this.#http.items('/platforms', options);

  readonly getPlatform: HybridApi['getPlatform'] = (id, options) =>
    this.#http.json(
      'GET',
      withQuery(platformPath(id), { services: options?.services }),
      options,
    );

  readonly planEvacuation: HybridApi['planEvacuation'] = (
    platform,
    body,
    options,
  ) =>
    this.#http.json('POST', platformPath(platform, 'evacuations', 'plans'), {
      ...options,
      body,
    });

  readonly evacuate: HybridApi['evacuate'] = (platform, body, options) =>
    this.#http.json('POST', platformPath(platform, 'evacuations'), {
      ...options,
      body,
    });

  readonly getEvacuations: HybridApi['getEvacuations'] = (platform, options) =>
    this.#http.items(platformPath(platform, 'evacuations'), options);

  readonly getEvacuation: HybridApi['getEvacuation'] = (
    platform,
    id,
    options,
  ) => this.#http.json('GET', evacuationPath(platform, id), options);

  readonly abortEvacuation: HybridApi['abortEvacuation'] = (
    platform,
    id,
    options,
  ) => this.#http.json('POST', evacuationPath(platform, id, 'abort'), options);

  readonly resumeEvacuation: HybridApi['resumeEvacuation'] = (
    platform,
    id,
    options,
  ) => this.#http.json('POST', evacuationPath(platform, id, 'resume'), options);

  readonly exportPlatformShifts: HybridApi['exportPlatformShifts'] = (
    platform,
    format,
    options,
  ) =>
    this.#http.text(
      withQuery(platformPath(platform, 'shifts', 'export'), {
        format,
        include: options?.include,
      }),
      options,
    );

  readonly getReplications: HybridApi['getReplications'] = (
    platform,
    options,
  ) => this.#http.items(platformPath(platform, 'replications'), options);

  readonly getReplicationTables: HybridApi['getReplicationTables'] = (
    platform,
    id,
    options,
  ) =>
    this.#http.json(
      'GET',
      withPage(replicationPath(platform, id, 'tables'), options),
      options,
    );

  readonly getPreflight: HybridApi['getPreflight'] = (platform, id, options) =>
    this.#http.json('GET', replicationPath(platform, id, 'preflight'), options);

  readonly startReplication: HybridApi['startReplication'] = (
    platform,
    id,
    body,
    options,
  ) =>
    this.#http.json('POST', replicationPath(platform, id, 'start'), {
      ...options,
      body,
    });

  readonly stopReplication: HybridApi['stopReplication'] = (
    platform,
    id,
    options,
  ) => this.#http.json('POST', replicationPath(platform, id, 'stop'), options);

  readonly reloadTables: HybridApi['reloadTables'] = (
    platform,
    id,
    body,
    options,
  ) =>
    this.#http.json('POST', replicationPath(platform, id, 'reload'), {
      ...options,
      body,
    });

  readonly testConnections: HybridApi['testConnections'] = (
    platform,
    id,
    options,
  ) => this.#http.json('POST', replicationPath(platform, id, 'test'), options);

  readonly getService: HybridApi['getService'] = (entityRef, options) =>
    this.#http.json('GET', servicePath(entityRef), options);

  readonly plan: HybridApi['plan'] = (entityRef, request, options) => {
    const body: PlanFields = request;
    const path = servicePath(entityRef, 'plans');
    return this.#http.json('POST', path, { ...options, body });
  };

  readonly shift: HybridApi['shift'] = (entityRef, request, options) => {
    const body: ShiftFields = request;
    const path = servicePath(entityRef, 'shifts');
    return this.#http.json('POST', path, { ...options, body });
  };

  readonly getShifts: HybridApi['getShifts'] = (entityRef, options) =>
    this.#http.json(
      'GET',
      withPage(servicePath(entityRef, 'shifts'), options),
      options,
    );

  readonly getShift: HybridApi['getShift'] = (entityRef, id, options) =>
    this.#http.json('GET', shiftPath(entityRef, id), options);

  readonly abortShift: HybridApi['abortShift'] = (
    entityRef,
    id,
    body,
    options,
  ) =>
    this.#http.json('POST', shiftPath(entityRef, id, 'abort'), {
      ...options,
      body,
    });

  readonly decideShift: HybridApi['decideShift'] = (
    entityRef,
    id,
    decision,
    options,
  ) => this.#http.json('POST', shiftPath(entityRef, id, decision), options);

  readonly hold: HybridApi['hold'] = (entityRef, body, options) =>
    this.#http.json('PUT', servicePath(entityRef, 'hold'), {
      ...options,
      body,
    });

  readonly releaseHold: HybridApi['releaseHold'] = async (
    entityRef,
    options,
  ) => {
    await this.#http.send('DELETE', servicePath(entityRef, 'hold'), options);
  };

  readonly getTraffic: HybridApi['getTraffic'] = (entityRef, options) =>
    this.#http.json(
      'GET',
      withQuery(servicePath(entityRef, 'traffic'), {
        seconds: options?.seconds,
      }),
      options,
    );

  readonly exportShifts: HybridApi['exportShifts'] = (
    entityRef,
    format,
    options,
  ) =>
    this.#http.text(
      withQuery(servicePath(entityRef, 'shifts', 'export'), {
        format,
        include: options?.include,
      }),
      options,
    );
}
