import type {
  PlatformStatus,
  Problem,
  ReplicationStatus,
  ServiceStatus,
  SnapshotInfo,
  Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { PlatformAws } from '../aws/PlatformAws';
import type { HybridConfig } from '../config';
import { infoOfAll, partOf } from './age';
import { brokenServices } from './brokenServices';
import { readFleetDetail, type ServiceDetail } from '../platforms/detail';
import { ServiceDetails } from '../platforms/ServiceDetails';
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

/** What is known of all services, and how their metrics were looked up. */
interface Fleet {
  details: Map<string, ServiceDetail>;
  metrics: CachedValue<unknown>;
}

/** How platforms and services are served now, from snapshots and details. */
export class StatusService {
  readonly #details: ServiceDetails;
  readonly #fleets: Cached<Fleet>;
  /** Looked up with the rest of the fleet; what it keeps is for when that fails. */
  readonly #metrics: Cached<Map<string, ServiceDetail>>;
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
    this.#details = new ServiceDetails({
      maxAgeMs: config.detailMaxAgeMs,
      now,
    });

    this.#fleets = new Cached({ maxAgeMs: config.snapshotMaxAgeMs, now });
    this.#metrics = new Cached({ maxAgeMs: 0, now });
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
    const { snapshot } = view;
    const [{ detail, parts }, shifts, records] = await Promise.all([
      this.#details.get(aws, service, this.#window()),
      this.options.shiftsOf(platform.id, [service.name]),
      this.options.recordsOf(platform.id, [service.name]),
    ]);
    const now = this.options.now();
    const status = this.#statusOf(
      { entityRef, service },
      {
        platform: platform.id,
        alarmsProblem: snapshot.alarmsUnread?.problem,
        detail,
        shifts: shifts.get(service.name),
        records: records.get(service.name),
        info: view.info,
        now,
      },
    );
    return {
      ...status,
      snapshot: infoOfAll(
        status.snapshot,
        [...partOf(snapshot.alarmsUnread), ...parts],
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
    const { alarmsUnread } = latest.snapshot;
    const ofAll = [...partOf(alarmsUnread), details, ...parts];
    const old = services.flatMap(({ service }) => partOf(service.unread));
    return {
      ...platform,
      services: latest.snapshot.services.length,
      snapshot: infoOfAll(latest.info, [...ofAll, ...old], now),
      ...infrastructure,
      ...(want.services && {
        siteLooks: this.#health.get(platform.id)?.sites() ?? {},
      }),
      brokenServices: brokenServices(wanted, ref =>
        ref ? readable.has(ref) : wholePlatform,
      ),
      serviceStatuses: services.map(each => {
        const status = this.#statusOf(each, {
          platform: platform.id,
          alarmsProblem: alarmsUnread?.problem,
          detail: details.value?.get(each.service.name),
          shifts: shifts.get(each.service.name),
          records: records.get(each.service.name),
          info: latest.info,
          replications: current,
          now,
        });
        return { ...status, snapshot: infoOfAll(status.snapshot, ofAll, now) };
      }),
    };
  }

  #statusOf(
    { entityRef, service }: { entityRef: string; service: Service },
    of: {
      platform: string;
      alarmsProblem: Problem | undefined;
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
      info: infoOfAll(of.info, partOf(service.unread), of.now),
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

  async #fleet(
    platformId: string,
    services: ServiceSnapshot[],
  ): Promise<CachedValue<Map<string, ServiceDetail>>> {
    const { value, ...looked } = await this.#fleets.get(platformId, () =>
      this.#lookAtFleet(platformId, services),
    );
    const { problem, lookedUpAt } = value?.metrics ?? {};
    return {
      ...looked,
      ...(problem && { problem, lookedUpAt }),
      ...(value && { value: value.details }),
    };
  }

  /** Target health is looked at, too, while the metrics cannot be: it is all that tells then. */
  async #lookAtFleet(
    platformId: string,
    services: ServiceSnapshot[],
  ): Promise<Fleet> {
    const { now } = this.options;
    const aws = this.options.aws(platformId);
    const health = this.#health.get(platformId) ?? new FleetHealth(aws, now);
    this.#health.set(platformId, health);
    const metrics = await this.#metrics.get(platformId, () =>
      readFleetDetail(aws, services, this.#window()),
    );
    const known = new Map<string, ServiceDetail>(
      services.map(({ name }) => [
        name,
        metrics.value?.get(name) ?? { targets: {} },
      ]),
    );
    return { details: await health.refresh(services, known), metrics };
  }

  #window() {
    const to = this.options.now();
    return { from: new Date(to.getTime() - this.options.config.windowMs), to };
  }
}
