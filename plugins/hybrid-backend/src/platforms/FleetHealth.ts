import {
  SITES,
  type HealthState,
  type Site,
  type SiteLooks,
  type TargetCounts,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { PlatformAws } from '../aws/PlatformAws';
import { healthOfTargets } from '../aws/targetHealth';
import { HybridError } from '../errors';
import { callsLeft } from './callsLeft';
import type { ServiceDetail } from './detail';
import { chooseLooks, type Known } from './looks';
import { siteHealth } from './siteHealth';
import type { ServiceSnapshot } from './snapshot';
import { readTargets, worst } from './targets';

/** So many sites of services are looked at in each refresh, as far as calls are left for it. */
const LOOKS = 10;

/** Fewer more looks than this would show little. */
const FEWEST_FURTHER = 5;

/** Fewer looks than this say nothing of a whole site: one or two services may be down by themselves. */
const LOOKS_THAT_TELL = 3;

/** For so long a look says something of its site. */
const TELLS_FOR_MS = 60_000;

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
  /** Since when a site seems lost; milliseconds since the epoch. */
  readonly #lostSince = new Map<Site, number>();

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
      { turn: this.#turn, count: Math.min(LOOKS, callsLeft(present)) },
    );
    this.#turn = turn;
    this.#refreshedAt = this.now().getTime();
    const before = new Map(
      chosen.map(({ service, site }) => [
        keyOf(service.name, site),
        this.#healthOf(service, site, details),
      ]),
    );
    await this.#lookAt(chosen);
    this.#forgetAllBut(present);
    this.#judgeSites();
    const failing = SITES.filter(site =>
      chosen.some(
        ({ service, site: of }) =>
          of === site &&
          this.#isFoundDown(keyOf(service.name, site)) &&
          before.get(keyOf(service.name, site)) !== 'unhealthy',
      ),
    );
    await this.#lookFurther(failing, present, details, chosen.length);
    return new Map(
      [...details].map(([name, detail]) => [name, this.#merged(name, detail)]),
    );
  }

  /**
   * What the last looks say of each site: those of the last refresh, and where there are too few
   * to tell, the newest before them.
   */
  sites(): Partial<Record<Site, SiteLooks>> {
    return Object.fromEntries(
      SITES.flatMap(site => {
        const recent = this.#recent(site);
        if (recent.length === 0) return [];
        const oldest = Math.min(...recent.map(({ at }) => at));
        const down = recent.filter(isDown);
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

  #recent(site: Site): Look[] {
    const newest = [...this.#looks]
      .filter(([key]) => key.endsWith(` ${site}`))
      .map(([, look]) => look)
      .filter(({ at }) => at > this.#refreshedAt - TELLS_FOR_MS)
      .sort((a, b) => b.at - a.at);
    return newest.filter(
      ({ at }, index) => at >= this.#refreshedAt || index < LOOKS_THAT_TELL,
    );
  }

  /** A site at which nothing serves that was looked at seems lost, until something does. */
  #judgeSites(): void {
    for (const site of SITES) {
      const recent = this.#recent(site);
      const isLost = recent.length >= LOOKS_THAT_TELL && recent.every(isDown);
      if (!isLost) this.#lostSince.delete(site);
      else if (!this.#lostSince.has(site)) {
        this.#lostSince.set(site, Math.min(...recent.map(({ at }) => at)));
      }
    }
  }

  /**
   * Where something was found down that nothing had told of, the others may be, too: the calls
   * that are left of the refresh tell of as many of them as they can.
   */
  async #lookFurther(
    failing: Site[],
    services: ServiceSnapshot[],
    details: Map<string, ServiceDetail>,
    taken: number,
  ): Promise<void> {
    const left = callsLeft(services) - taken;
    if (failing.length === 0 || left < FEWEST_FURTHER) return;
    const open = services
      .flatMap(service => failing.map(site => ({ service, site })))
      .filter(
        ({ service, site }) =>
          this.#lookedAt(service, site) < this.#refreshedAt &&
          this.#healthOf(service, site, details) !== 'unhealthy',
      )
      .sort(
        (a, b) =>
          this.#lookedAt(a.service, a.site) - this.#lookedAt(b.service, b.site),
      );
    await this.#lookAt(open.slice(0, left));
    this.#judgeSites();
  }

  async #lookAt(
    chosen: { service: ServiceSnapshot; site: Site }[],
  ): Promise<void> {
    await Promise.all(
      chosen.map(({ service, site }) => this.#look(service, site)),
    );
  }

  #lookedAt({ name }: ServiceSnapshot, site: Site): number {
    return this.#looks.get(keyOf(name, site))?.at ?? 0;
  }

  #healthOf(
    service: ServiceSnapshot,
    site: Site,
    details: Map<string, ServiceDetail>,
  ): HealthState {
    return this.#known(service, details.get(service.name))[site].health;
  }

  /** By a look of this refresh. */
  #isFoundDown(key: string): boolean {
    const look = this.#looks.get(key);
    return look !== undefined && look.at >= this.#refreshedAt && isDown(look);
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
    service: ServiceSnapshot,
    detail: ServiceDetail | undefined,
  ): Record<Site, Known> {
    const merged = detail && this.#merged(service.name, detail);
    return Object.fromEntries(
      SITES.map(site => [
        site,
        {
          health: siteHealth(site, service, merged).health,
          isRinging: service.alarms.some(
            alarm => alarm.site === site && alarm.state === 'ALARM',
          ),
          isDoubted: merged?.doubted?.includes(site) ?? false,
          lookedAt: this.#looks.get(keyOf(service.name, site))?.at,
        },
      ]),
    ) as Record<Site, Known>;
  }

  #merged(name: string, detail: ServiceDetail): ServiceDetail {
    const targets = { ...detail.targets };
    const healthAt = { ...detail.healthAt };
    const measuredSince = { ...detail.measuredSince };
    for (const site of SITES) {
      const look = this.#looks.get(keyOf(name, site));
      if (look && isNewer(look, site, detail)) {
        targets[site] = look.targets;
        healthAt[site] = new Date(look.at).toISOString();
        delete measuredSince[site];
      }
    }
    const merged = { ...detail, targets, healthAt, measuredSince };
    const doubted = SITES.filter(site => this.#isDoubted(site, merged));
    return { ...merged, ...(doubted.length > 0 && { doubted }) };
  }

  /** Counted before the site was found lost, and not down then. */
  #isDoubted(
    site: Site,
    { targets, healthAt, measuredSince }: ServiceDetail,
  ): boolean {
    const lostSince = this.#lostSince.get(site);
    if (lostSince === undefined) return false;
    const counted = targets[site];
    if (counted && healthOfTargets(counted) === 'unhealthy') return false;
    const countedAt = measuredSince?.[site] ?? healthAt?.[site];
    return countedAt === undefined || Date.parse(countedAt) < lostSince;
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

function isDown({ targets }: Look): boolean {
  return healthOfTargets(targets) === 'unhealthy';
}

/**
 * A look knows better than metrics of before. Of the same minute nobody knows which was first:
 * then the worse one has the say, and the site is looked at again.
 */
function isNewer(
  look: Look,
  site: Site,
  { targets, healthAt, measuredSince }: ServiceDetail,
): boolean {
  const measured = targets[site];
  const until = healthAt?.[site];
  if (!measured || !until || look.at >= Date.parse(until)) return true;
  const since = Date.parse(measuredSince?.[site] ?? until);
  return look.at >= since && worst([measured, look.targets]) === look.targets;
}

function keyOf(service: string, site: Site): string {
  return `${service} ${site}`;
}
