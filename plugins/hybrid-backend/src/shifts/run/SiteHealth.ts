import {
  SITES,
  type Site,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { describeTargets } from '../../aws/targetHealth';
import { HybridError } from '../../errors';
import type { Retries } from '../../durable/retry';
import { gainingSites } from '../plan/safety/index';
import { allWeights, type PerRoute } from '../target/routes';
import type { ShiftTarget } from '../target/ShiftTarget';

/** The health of the targets of some sites at one time. */
export interface HealthReading {
  /** Whether each of the sites has a healthy target. */
  healthy: boolean;
  /** The share of healthy targets at the best of them, 0–1. */
  best: number;
  /** The figures in words. */
  summary: string;
}

/** Reads target health. */
export class SiteHealth {
  constructor(
    private readonly target: ShiftTarget,
    private readonly retries: Retries,
  ) {}

  /** Tries again as long as the shift may. */
  read(sites: Site[]): Promise<HealthReading> {
    return this.#reading(sites, call => this.retries.run(call));
  }

  /** The share of healthy targets at the best of the sites, 0–1, as far as anybody knows. */
  async best(sites: Site[]): Promise<number> {
    try {
      return (await this.read(sites)).best;
    } catch (error) {
      if (error instanceof HybridError) return 0;
      throw error;
    }
  }

  /** One try. Undefined when AWS does not answer: nothing is known then. */
  async probe(sites: Site[]): Promise<HealthReading | undefined> {
    try {
      return await this.#reading(sites, call => call());
    } catch (error) {
      if (error instanceof HybridError) return undefined;
      throw error;
    }
  }

  async #reading(
    sites: Site[],
    run: <T>(call: () => Promise<T>) => Promise<T>,
  ): Promise<HealthReading> {
    const counts = await Promise.all(
      sites.map(site => run(() => this.target.health(site))),
    );
    return {
      healthy: counts.every(({ healthy }) => healthy > 0),
      best: Math.max(
        0,
        ...counts.map(({ healthy, total }) => (total ? healthy / total : 0)),
      ),
      summary: counts
        .map((each, index) => `${sites[index]} ${describeTargets(each)}`)
        .join('; '),
    };
  }
}

/** The sites that must serve after a change: those that gain, or else all that have a share. */
export function sitesToServe(before: PerRoute, wanted: Weights): Site[] {
  const gaining = gainingAnywhere(before, wanted);
  return gaining.length > 0 ? gaining : SITES.filter(site => wanted[site] > 0);
}

/** The sites that gain traffic on some route. */
export function gainingAnywhere(before: PerRoute, wanted: PerRoute): Site[] {
  const gaining = allWeights(before).flatMap(from =>
    allWeights(wanted).flatMap(to => gainingSites(from, to)),
  );
  return SITES.filter(site => gaining.includes(site));
}

/** The sites that are not among the given ones. */
export function otherSites(sites: Site[]): Site[] {
  return SITES.filter(site => !sites.includes(site));
}
