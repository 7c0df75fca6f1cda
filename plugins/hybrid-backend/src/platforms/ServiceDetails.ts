import {
  SITES,
  type Site,
  type SiteTraffic,
  type TargetCounts,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { PlatformAws } from '../aws/PlatformAws';
import { Cached, type CachedValue } from '../cache/Cached';
import { readSiteTraffic, type ServiceDetail } from './detail';
import type { ServiceSnapshot } from './snapshot';
import { readTargets } from './targets';

type Aws = Pick<PlatformAws, 'platform' | 'targets' | 'metrics'>;

/**
 * The details of single services. Target health of each site and the metrics are looked up, and
 * remembered, each by itself: they are different services of AWS, and one that fails does not
 * hide what the others tell.
 */
export class ServiceDetails {
  readonly #targets: Cached<TargetCounts>;
  readonly #traffic: Cached<Record<Site, SiteTraffic>>;

  constructor(options: { maxAgeMs: number; now(): Date }) {
    this.#targets = new Cached(options);
    this.#traffic = new Cached(options);
  }

  /** The detail, and how each of its parts was looked up. */
  async get(
    aws: Aws,
    service: Pick<ServiceSnapshot, 'name' | 'rules'>,
    window: { from: Date; to: Date },
  ): Promise<{ detail: ServiceDetail; parts: CachedValue<unknown>[] }> {
    const key = `${aws.platform.id}/${service.name}`;
    const [traffic, ...targets] = await Promise.all([
      this.#traffic.get(key, () => readSiteTraffic(aws, service, window)),
      ...SITES.map(site =>
        this.#targets.get(`${key}/${site}`, () =>
          readTargets(aws, service, site),
        ),
      ),
    ]);
    const measuredSince: ServiceDetail['measuredSince'] = {};
    const detail: ServiceDetail = {
      targets: {},
      measuredSince,
      ...(traffic.value && { traffic: traffic.value }),
    };
    for (const [index, site] of SITES.entries()) {
      const { value, problem, lookedUpAt } = targets[index];
      if (!value) continue;
      detail.targets[site] = value;
      // An alarm that rings since then knows better.
      if (problem && lookedUpAt) {
        measuredSince[site] = lookedUpAt.toISOString();
      }
    }
    return { detail, parts: [...targets, traffic] };
  }
}
