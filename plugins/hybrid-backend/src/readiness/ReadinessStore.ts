import {
  SITES,
  type Site,
  type SiteReadiness,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Knex } from 'knex';
import { HOLDS, type HoldRow } from '../holds/HoldStore';
import type { ShiftRepository } from '../shifts/record/ShiftRepository';

const READINESS = 'hybrid_readiness';

interface ReadinessRow {
  platform: string;
  service: string;
  site: string;
  ready: boolean | number;
  failed: string;
  checked_at: string;
}

/** Whether all traffic of a service could go to each site. */
export type ServiceReadiness = Record<Site, SiteReadiness>;

/** What was last found about each service's readiness. */
export class ReadinessStore {
  constructor(
    private readonly knex: Knex,
    private readonly shifts: Pick<ShiftRepository, 'lastEnded'>,
  ) {}

  /** Of one service, or of all of a platform, by one query. */
  async get(of: {
    platform: string;
    service?: string;
  }): Promise<Map<string, ServiceReadiness>> {
    const rows = await this.knex<ReadinessRow>(READINESS).where(of);
    const found = new Map<string, Partial<ServiceReadiness>>();
    for (const row of rows) {
      const sites = found.get(row.service) ?? {};
      found.set(row.service, sites);
      sites[row.site as Site] = {
        ready: Boolean(row.ready),
        failed: JSON.parse(row.failed),
        checkedAt: row.checked_at,
      };
    }
    return new Map(
      [...found].filter((entry): entry is [string, ServiceReadiness] =>
        SITES.every(site => entry[1][site]),
      ),
    );
  }

  async set(
    platform: string,
    service: string,
    readiness: ServiceReadiness,
  ): Promise<void> {
    await this.knex<ReadinessRow>(READINESS)
      .insert(
        SITES.map(site => ({
          platform,
          service,
          site,
          ready: readiness[site].ready,
          failed: JSON.stringify(readiness[site].failed),
          checked_at: readiness[site].checkedAt,
        })),
      )
      .onConflict(['platform', 'service', 'site'])
      .merge();
  }

  /** Forgets the services that the platform does not have any more. */
  async keepOnly(platform: string, services: readonly string[]): Promise<void> {
    const known = await this.knex<ReadinessRow>(READINESS)
      .where({ platform })
      .distinct('service');
    const kept = new Set(services);
    const gone = known.map(row => row.service).filter(name => !kept.has(name));
    for (const service of gone) {
      await this.knex(READINESS).where({ platform, service }).delete();
    }
  }

  /** When a shift of each service last ended, or a hold began or ended. */
  async lastChanged(platform: string): Promise<Map<string, string>> {
    const [changed, holds] = await Promise.all([
      this.shifts.lastEnded(platform),
      this.knex<HoldRow>(HOLDS)
        .where({ platform })
        .groupBy('service')
        .select('service')
        .max({ begun: 'created_at', ended: 'ended_at' }),
    ]);
    for (const { service, ...times } of holds) {
      for (const at of Object.values(times)) {
        if (at && at > (changed.get(service) ?? '')) changed.set(service, at);
      }
    }
    return changed;
  }
}
