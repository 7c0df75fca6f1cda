import type {
  PlatformStatus,
  ReplicationStatus,
  ServiceStatus,
  SnapshotInfo,
  Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { PlatformAws } from '../aws/PlatformAws';
import type { HybridConfig } from '../config';
import { infoOfAll } from './age';
import { brokenServices } from './brokenServices';
import {
  readDetail,
  readFleetDetail,
  type ServiceDetail,
} from '../platforms/detail';
import { FleetHealth } from '../platforms/FleetHealth';
import { Cached, type CachedValue } from '../cache/Cached';
import { toServiceStatus } from './serviceStatus';
import { withLiveReadiness, type Assess } from './liveReadiness';
import type { ServiceRecords, ServiceShifts } from './ServiceRecords';
import type { ReplicationReader } from '../replication/ReplicationReader';
import { InfrastructureService } from './infrastructure';
import type { ServiceSnapshot } from '../platforms/snapshot';
import type { PlatformService } from '../platforms/PlatformService';
import { assertRoutable } from '../platforms/routable';
import { readEntityRef } from '../aws/rule/tags';
import type { RoutedService } from '../access/entityAccess';
import type { VisiblePlatform } from '../access/platformAccess';

/** How old tunnels, replications and DNS of a viewed platform may be. */
const INFRASTRUCTURE_MAX_AGE_MS = 10_000;

/** Nobody asked for the services. */
const NO_DETAILS: CachedValue<Map<string, ServiceDetail>> = {};

type Service = ServiceSnapshot & { weights: Weights };

/** How platforms and services are served now, from snapshots and details. */
export class StatusService {
  readonly #details: Cached<ServiceDetail>;
  readonly #fleets: Cached<Map<string, ServiceDetail>>;
  readonly #health = new Map<string, FleetHealth>();
  readonly #infrastructure: InfrastructureService;

  constructor(
    private readonly options: {
      config: HybridConfig;
      platforms: Pick<PlatformService, 'snapshot'>;
      replications: ReplicationReader;
      aws(platformId: string): PlatformAws;
      shiftsOf(
        platformId: string,
        services: string[],
      ): Promise<Map<string, ServiceShifts>>;
      assess: Assess;
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

  /** The platform's replications, as they were looked up within the last seconds. */
  async replications(
    platformId: string,
  ): Promise<CachedValue<ReplicationStatus[]>> {
    const { snapshot } = await this.options.platforms.snapshot(platformId);
    return this.#infrastructure.replications(
      this.options.aws(platformId),
      snapshot,
    );
  }

  /** Health and traffic of every service, as metrics told of them within the last seconds. */
  async fleet(
    platformId: string,
  ): Promise<CachedValue<Map<string, ServiceDetail>>> {
    const { snapshot } = await this.options.platforms.snapshot(platformId);
    return this.#fleet(platformId, snapshot.services);
  }

  /** One service, with the detail that only its viewers need. */
  async service(routed: RoutedService): Promise<ServiceStatus> {
    const { platform, entityRef, view } = routed;
    const service = assertRoutable(routed.service);
    const aws = this.options.aws(platform.id);
    const [detail, shifts, records] = await Promise.all([
      this.#details.get(`${platform.id}/${service.name}`, () =>
        readDetail(aws, service, this.#window()),
      ),
      this.options.shiftsOf(platform.id, [service.name]),
      this.options.recordsOf(platform.id, [service.name]),
    ]);
    const now = this.options.now();
    const status = this.#statusOf(
      { entityRef, service },
      {
        platform: platform.id,
        detail: detail.value,
        shifts: shifts.get(service.name),
        records: records.get(service.name),
        info: view.info,
        now,
      },
    );
    return {
      ...status,
      snapshot: infoOfAll(
        view.info,
        [detail, { ...detail, problem: detail.value?.problem }],
        now,
      ),
    };
  }

  /** A platform as far as the caller may see it, without a call to AWS per service. */
  async platform(
    { view, readable, wholePlatform }: VisiblePlatform,
    want: { services: boolean } = { services: true },
  ): Promise<PlatformStatus> {
    const { platform, latest } = view;
    if (!latest) throw view.error;
    const wanted = want.services ? latest.snapshot.services : [];
    const services = wanted.flatMap(service => {
      const entityRef = readEntityRef(service.ruleTags);
      return entityRef && readable.has(entityRef) && service.weights
        ? [{ entityRef, service: { ...service, weights: service.weights } }]
        : [];
    });
    const aws = this.options.aws(platform.id);
    const now = this.options.now();
    const [details, { infrastructure, current, parts }, shifts, records] =
      await Promise.all([
        want.services
          ? this.#fleet(platform.id, latest.snapshot.services)
          : NO_DETAILS,
        this.#infrastructure.get(aws, latest.snapshot),
        this.options.shiftsOf(
          platform.id,
          services.map(({ service }) => service.name),
        ),
        this.options.recordsOf(
          platform.id,
          services.map(({ service }) => service.name),
        ),
      ]);
    const info = infoOfAll(latest.info, [details, ...parts], now);
    return {
      ...platform,
      services: latest.snapshot.services.length,
      snapshot: info,
      ...infrastructure,
      ...(want.services && {
        siteLooks: this.#health.get(platform.id)?.sites() ?? {},
      }),
      brokenServices: brokenServices(wanted, ref =>
        ref ? readable.has(ref) : wholePlatform,
      ),
      serviceStatuses: services.map(each => ({
        ...this.#statusOf(each, {
          platform: platform.id,
          detail: details.value?.get(each.service.name),
          shifts: shifts.get(each.service.name),
          records: records.get(each.service.name),
          info: latest.info,
          replications: current,
          now,
        }),
        snapshot: info,
      })),
    };
  }

  #statusOf(
    { entityRef, service }: { entityRef: string; service: Service },
    of: {
      platform: string;
      detail: ServiceDetail | undefined;
      shifts: ServiceShifts | undefined;
      records: ServiceRecords | undefined;
      info: SnapshotInfo;
      replications?: ReplicationStatus[];
      now: Date;
    },
  ): ServiceStatus {
    const { assess, config } = this.options;
    const { replications, shifts = {}, ...parts } = of;
    const status = toServiceStatus({
      ...parts,
      entityRef,
      service,
      windowMs: config.windowMs,
      shifts,
    });
    return withLiveReadiness(status, {
      assess,
      service,
      shifts,
      doubted: of.detail?.doubted,
      replications,
      now: of.now,
    });
  }

  #fleet(platformId: string, services: ServiceSnapshot[]) {
    const { aws, now } = this.options;
    const health =
      this.#health.get(platformId) ?? new FleetHealth(aws(platformId), now);
    this.#health.set(platformId, health);
    return this.#fleets.get(platformId, async () =>
      health.refresh(
        services,
        await readFleetDetail(aws(platformId), services, this.#window()),
      ),
    );
  }

  #window() {
    const to = this.options.now();
    return { from: new Date(to.getTime() - this.options.config.windowMs), to };
  }
}
