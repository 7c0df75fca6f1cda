/** Where a service runs. */
export type Site = 'on-prem' | 'aws';

export const SITES: readonly Site[] = ['on-prem', 'aws'];

/** Something for each site, such as a weight or a target group. */
export type PerSite<T> = Record<Site, T>;

/** ALB weights, 0–999. */
export type Weights = PerSite<number>;

/** What automation sets when on-prem is down. */
export const FAILED_OVER_WEIGHTS: Weights = { 'on-prem': 0, aws: 100 };

export function sameWeights(a: Weights, b: Weights): boolean {
  return SITES.every(site => a[site] === b[site]);
}
