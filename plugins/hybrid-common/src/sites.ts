/**
 * Where a service runs.
 *
 * @public
 */
export type Site = 'on-prem' | 'aws';

/**
 * Both sites, in the order in which they are always shown.
 *
 * @public
 */
export const SITES: readonly Site[] = ['on-prem', 'aws'];

/**
 * ALB weights by site, whole numbers from 0 to {@link MAX_WEIGHT}. At least one is not 0.
 *
 * @public
 */
export type Weights = Record<Site, number>;

/**
 * The largest weight that an ALB takes.
 * See https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupTuple.html
 *
 * @public
 */
export const MAX_WEIGHT = 999;

/**
 * The other site.
 *
 * @public
 */
export function otherSite(site: Site): Site {
  return site === 'aws' ? 'on-prem' : 'aws';
}

/**
 * Each weight as a percentage of the sum (0–100, not rounded). Both are 0 when the sum is 0.
 *
 * @public
 */
export function sharesOf(weights: Weights): Weights {
  const sum = weights['on-prem'] + weights.aws;
  const share = (weight: number) => (sum === 0 ? 0 : (weight / sum) * 100);
  return { 'on-prem': share(weights['on-prem']), aws: share(weights.aws) };
}

/**
 * Whether two sets of weights are equal, number by number.
 *
 * @public
 */
export function sameWeights(a: Weights, b: Weights): boolean {
  return SITES.every(site => a[site] === b[site]);
}
