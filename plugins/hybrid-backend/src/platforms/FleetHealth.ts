import {
  SITES,
  type Site,
  type TargetCounts,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { PlatformAws } from '../aws/PlatformAws';
import { HybridError } from '../errors';
import type { ServiceDetail } from './detail';
import { chooseLooks, type Known } from './looks';
import type { ServiceSnapshot } from './snapshot';
import { readTargets } from './targets';

/** So many sites of services are looked at in each refresh, within its budget of calls. */
const LOOKS = 10;

/** Of how many of the services that were looked at last a site is down. */
export interface SiteLooks {
  looked: number;
  down: number;
  /** ISO time of the oldest of these looks. */
  since: string;
}

interface Look {
  targets: TargetCounts;
  at: number;
}

/**
 * The health of many services. Metrics tell of all of them by few calls, but a minute or more
 * late; so at each refresh some are looked at themselves: those that are in trouble, the ones
 * that were not looked at for longest first, and of the others some in turn, so that a site
 * that goes down is seen at once.
 */
export class FleetHealth {
  readonly #looks = new Map<string, Look>();
  #turn = 0;
  #refreshedAt = 0;

  constructor(
    private readonly aws: Pick<PlatformAws, 'targets'>,
    private readonly now: () => Date,
  ) {}

  /** The details with what looks have found that metrics do not show yet. */
  async refresh(
    services: ServiceSnapshot[],
    details: Map<string, ServiceDetail>,
  ): Promise<Map<string, ServiceDetail>> {
    const present = services.filter(({ rules }) => rules.length > 0);
    const { chosen, turn } = chooseLooks(
      present.map(service => ({
        service,
        known: this.#known(service, details.get(service.name)),
      })),
      { turn: this.#turn, count: LOOKS },
    );
    this.#turn = turn;
    this.#refreshedAt = this.now().getTime();
    await Promise.all(
      chosen.map(({ service, site }) => this.#look(service, site)),
    );
    this.#forgetAllBut(present);
    return new Map(
      [...details].map(([name, detail]) => [name, this.#merged(name, detail)]),
    );
  }

  /** What the looks of the last refresh say of each site. */
  sites(): Partial<Record<Site, SiteLooks>> {
    return Object.fromEntries(
      SITES.flatMap(site => {
        const recent = [...this.#looks]
          .filter(
            ([key, { at }]) =>
              key.endsWith(` ${site}`) && at >= this.#refreshedAt,
          )
          .map(([, look]) => look);
        if (recent.length === 0) return [];
        const oldest = Math.min(...recent.map(({ at }) => at));
        const down = recent.filter(({ targets }) => targets.healthy === 0);
        return [
          [
            site,
            {
              looked: recent.length,
              down: down.length,
              since: new Date(oldest).toISOString(),
            },
          ],
        ];
      }),
    );
  }

  async #look(service: ServiceSnapshot, site: Site): Promise<void> {
    const at = this.now().getTime();
    try {
      const targets = await readTargets(this.aws, service, site);
      this.#looks.set(keyOf(service.name, site), { targets, at });
    } catch (error) {
      // The metrics are still there; it is looked at again in its turn.
      if (!(error instanceof HybridError)) throw error;
    }
  }

  #known(
    { name, hostAlarms = {} }: ServiceSnapshot,
    detail: ServiceDetail | undefined,
  ): Record<Site, Known> {
    const merged = detail && this.#merged(name, detail);
    return Object.fromEntries(
      SITES.map(site => [
        site,
        {
          targets: merged?.targets[site],
          isRinging: hostAlarms[site] !== undefined,
          lookedAt: this.#looks.get(keyOf(name, site))?.at,
        },
      ]),
    ) as Record<Site, Known>;
  }

  #merged(name: string, detail: ServiceDetail): ServiceDetail {
    const targets = { ...detail.targets };
    const healthAt = { ...detail.healthAt };
    for (const site of SITES) {
      const look = this.#looks.get(keyOf(name, site));
      const measuredAt = healthAt[site];
      if (look && (!measuredAt || look.at >= Date.parse(measuredAt))) {
        targets[site] = look.targets;
        healthAt[site] = new Date(look.at).toISOString();
      }
    }
    return { ...detail, targets, healthAt };
  }

  #forgetAllBut(services: ServiceSnapshot[]): void {
    const kept = new Set(
      services.flatMap(({ name }) => SITES.map(site => keyOf(name, site))),
    );
    for (const key of this.#looks.keys()) {
      if (!kept.has(key)) this.#looks.delete(key);
    }
  }
}

function keyOf(service: string, site: Site): string {
  return `${service} ${site}`;
}
