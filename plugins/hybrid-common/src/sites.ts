import { SITES, type Site, type Weights } from './contract/types';

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
export function sharesOf(weights: Weights, elsewhere = 0): Weights {
  const sum = weights['on-prem'] + weights.aws + elsewhere;
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
