import type {
  PlatformStatus,
  PlatformSummary,
  Problem,
  ReplicationStatus,
  ServiceStatus,
  SnapshotInfo,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { PlatformAws } from '../aws/PlatformAws';
import type { HybridConfig, PlatformConfig } from '../config';
import { HybridError } from '../errors';
import { brokenServices } from './brokenServices';
import {
  hasTargetGroups,
  readDetail,
  readFleetDetail,
  type ServiceDetail,
} from '../platforms/detail';
import { Cached, type CachedValue } from '../cache/Cached';
import {
  toServiceStatus,
  type ServiceRecords,
  type ServiceShifts,
} from './serviceStatus';
import type { ReplicationReader } from '../replication/ReplicationReader';
import { InfrastructureService } from './infrastructure';
import type { ServiceSnapshot } from '../platforms/snapshot';
import type { SnapshotService, SnapshotView } from '../platforms/SnapshotService';
import { readEntityRef } from '../aws/rule/tags';
import type { RoutedService } from '../access/entityAccess';
import type { VisiblePlatform } from '../access/platformAccess';

/** How old tunnels, replications and DNS of a viewed platform may be. */
const INFRASTRUCTURE_MAX_AGE_MS = 10_000;

/** Nobody asked for the services. */
const NO_DETAILS = { value: undefined, problem: undefined };

/** A configured platform and what is known of it, or why nothing is. */
export type PlatformView =
  | { platform: PlatformConfig; view: SnapshotView }
  | { platform: PlatformConfig; view?: undefined; error: HybridError };

/** Platforms and services as they are, from snapshots and details. */
export class PlatformService {
  readonly #details: Cached<ServiceDetail>;
  readonly #fleets: Cached<Map<string, ServiceDetail>>;
  readonly #infrastructure: InfrastructureService;

  constructor(
    private readonly options: {
      config: HybridConfig;
      snapshots: SnapshotService;
      replications: ReplicationReader;
      aws(platformId: string): PlatformAws;
      shiftsOf(
        platformId: string,
        services: string[],
      ): Promise<Map<string, ServiceShifts>>;
      /** What the database knows of services besides their shifts. */
      recordsOf(
        platformId: string,
        services: string[],
      ): Promise<Map<string, ServiceRecords>>;
      now(): Date;
    },
  ) {
    const { config, now, replications } = options;
    this.#details = new Cached({ maxAgeMs: config.detailMaxAgeMs, now });
    this.#fleets = new Cached({ maxAgeMs: config.snapshotMaxAgeMs, now });
    this.#infrastructure = new InfrastructureService({
      replications,
      maxAgeMs: Math.min(config.snapshotMaxAgeMs, INFRASTRUCTURE_MAX_AGE_MS),
      now,
    });
  }

  /** Looks at the configured platforms, all or those with an id. */
  async look(id?: string): Promise<PlatformView[]> {
    const { config, snapshots } = this.options;
    const platforms = config.platforms.filter(p => !id || p.id === id);
    return Promise.all(
      platforms.map(async platform => {
        try {
          return { platform, view: await snapshots.get(platform.id) };
        } catch (error) {
          if (!(error instanceof HybridError)) throw error;
          return { platform, error };
        }
      }),
    );
  }

  platform(id: string): PlatformConfig {
    const found = this.options.config.platforms.find(p => p.id === id);
    if (found) return found;
    throw new HybridError({
      code: 'platform-unknown',
      message: `There is no platform '${id}' in the configuration.`,
      remedy: `Add it under 'hybrid.platforms' in the app-config, or correct the platform's name.`,
    });
  }

  snapshot(platformId: string): Promise<SnapshotView> {
    return this.options.snapshots.get(platformId);
  }

  /** The platform's replications, as they were looked up within the last seconds. */
  async replications(
    platformId: string,
  ): Promise<CachedValue<ReplicationStatus[]>> {
    const { snapshot } = await this.snapshot(platformId);
    return this.#infrastructure.replications(
      this.options.aws(platformId),
      snapshot,
    );
  }

  /** Health and traffic of every service, as metrics told of them within the last seconds. */
  async fleet(
    platformId: string,
  ): Promise<CachedValue<Map<string, ServiceDetail>>> {
    const { snapshot } = await this.snapshot(platformId);
    return this.#fleet(platformId, snapshot.services);
  }

  /** One service, with the detail that only its viewers need. */
  async service(routed: RoutedService): Promise<ServiceStatus> {
    const { platform, entityRef, view } = routed;
    const service = assertShowable(routed.service);
    const aws = this.options.aws(platform.id);
    const [{ value: detail, problem }, shifts, notes] = await Promise.all([
      this.#details.get(`${platform.id}/${service.name}`, () =>
        readDetail(aws, service, this.#window()),
      ),
      this.options.shiftsOf(platform.id, [service.name]),
      this.options.recordsOf(platform.id, [service.name]),
    ]);
    return toServiceStatus({
      entityRef,
      platform: platform.id,
      service,
      detail,
      windowMs: this.options.config.windowMs,
      shifts: shifts.get(service.name) ?? {},
      notes: notes.get(service.name),
      info: withProblem(view.info, problem),
      now: this.options.now(),
    });
  }

  /** A platform as far as the caller may see it, without a call to AWS per service. */
  async status(
    { look, readable, wholePlatform }: VisiblePlatform,
    want: { services: boolean } = { services: true },
  ): Promise<PlatformStatus> {
    const { platform, view } = look;
    if (!view) throw look.error;
    const wanted = want.services ? view.snapshot.services : [];
    const services = wanted.flatMap(service => {
      const entityRef = readEntityRef(service.ruleTags);
      return entityRef && readable.has(entityRef) && service.weights
        ? [{ entityRef, service: { ...service, weights: service.weights } }]
        : [];
    });
    const aws = this.options.aws(platform.id);
    const now = this.options.now();
    const [details, { infrastructure, problem }, shifts, notes] =
      await Promise.all([
        want.services
          ? this.#fleet(platform.id, view.snapshot.services)
          : NO_DETAILS,
        this.#infrastructure.get(aws, view.snapshot),
        this.options.shiftsOf(
          platform.id,
          services.map(({ service }) => service.name),
        ),
        this.options.recordsOf(
          platform.id,
          services.map(({ service }) => service.name),
        ),
      ]);
    const info = withProblem(view.info, details.problem ?? problem);
    return {
      ...platform,
      services: view.snapshot.services.length,
      snapshot: info,
      ...infrastructure,
      brokenServices: brokenServices(wanted, ref =>
        ref ? readable.has(ref) : wholePlatform,
      ),
      serviceStatuses: services.map(({ entityRef, service }) =>
        toServiceStatus({
          entityRef,
          platform: platform.id,
          service,
          detail: details.value?.get(service.name),
          windowMs: this.options.config.windowMs,
          shifts: shifts.get(service.name) ?? {},
          notes: notes.get(service.name),
          info,
          now,
        }),
      ),
    };
  }

  #fleet(platformId: string, services: ServiceSnapshot[]) {
    return this.#fleets.get(platformId, () =>
      readFleetDetail(this.options.aws(platformId), services, this.#window()),
    );
  }

  #window() {
    const to = this.options.now();
    return { from: new Date(to.getTime() - this.options.config.windowMs), to };
  }
}

/** A platform as it is listed; one that cannot be read says why. */
export function toPlatformSummary(look: PlatformView): PlatformSummary {
  const { platform, view } = look;
  if (!view) return { ...platform, problem: look.error.problem };
  return {
    ...platform,
    services: view.snapshot.services.length,
    snapshot: view.info,
  };
}

/** A service that has its target groups and weights; throws the problem of one that has not. */
export function assertShowable(service: ServiceSnapshot) {
  if (service.problem) throw new HybridError(service.problem);
  if (!hasTargetGroups(service) || !service.weights) {
    throw new HybridError({
      code: 'rule-not-hybrid',
      message: `The service '${service.name}' has no weights for its two sites.`,
      remedy: 'Deploy the platform repository again.',
    });
  }
  return { ...service, weights: service.weights };
}

/** What could not be looked up makes the answer stale, though the snapshot is fresh. */
function withProblem(
  info: SnapshotInfo,
  problem: Problem | undefined,
): SnapshotInfo {
  return problem && !info.stale ? { ...info, stale: true, problem } : info;
}
