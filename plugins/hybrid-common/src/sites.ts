import {
  SITES,
  type Plan,
  type PlanBasis,
  type Site,
  type Weights,
} from './contract/types';

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
 * @param elsewhere - the weight of target groups of neither site; see {@link elsewhereWeight}.
 *
 * @public
 */
export function sharesOf(weights: Weights, elsewhere = 0): Weights {
  const sum = weights['on-prem'] + weights.aws + elsewhere;
  const share = (weight: number) => (sum === 0 ? 0 : (weight / sum) * 100);
  return { 'on-prem': share(weights['on-prem']), aws: share(weights.aws) };
}

/**
 * The weight that target groups of neither site have beside these weights, by the percentage
 * of the requests that goes to them, such as a plan's `elsewhereShare` beside its `to`. They
 * keep that weight whatever the sites' weights become.
 *
 * @param share - percent; absent where there are no such groups.
 *
 * @public
 */
export function elsewhereWeight(weights: Weights, share = 0): number {
  const sum = weights['on-prem'] + weights.aws;
  // All of it goes there: any weight says so.
  if (sum === 0 || share >= 100) return share > 0 ? 1 : 0;
  return (sum * share) / (100 - share);
}

/**
 * Whether two sets of weights are equal, number by number.
 *
 * @public
 */
export function sameWeights(a: Weights, b: Weights): boolean {
  return SITES.every(site => a[site] === b[site]);
}

/**
 * What a plan was made from, for the `planned` of the shift that it is for: that shift is then
 * refused, and answered with the new plan, when the world has moved another way since.
 *
 * @public
 */
export function planBasis({
  from,
  fromRules,
  to,
  elsewhereShare = 0,
}: Pick<Plan, 'from' | 'fromRules' | 'to' | 'elsewhereShare'>): PlanBasis {
  return { from, ...(fromRules && { fromRules }), to, elsewhereShare };
}
