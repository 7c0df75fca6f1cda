import {
  sharesOf,
  SITES,
  type Site,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { describeTargets as inWords } from '../../../aws/targetHealth';
import type { SafetyFacts } from './facts';

/** The sites that get a larger share than before. */
export function gainingSites(from: Weights, to: Weights): Site[] {
  const before = sharesOf(from);
  const after = sharesOf(to);
  return SITES.filter(site => after[site] > before[site]);
}

/** The sites that get a larger share by any step, than they had before that step. */
export function gainingInSteps({
  from,
  steps,
}: Pick<SafetyFacts, 'from' | 'steps'>): Site[] {
  const gaining = steps.flatMap((to, index) =>
    gainingSites(index === 0 ? from : steps[index - 1], to),
  );
  return SITES.filter(site => gaining.includes(site));
}

/** Whether it is known that the site has a healthy target. */
export function isKnownHealthy(
  site: Site,
  { targets, byAlarm }: SafetyFacts,
): boolean {
  const counts = targets[site];
  return counts ? counts.healthy > 0 : byAlarm?.[site]?.healthy === true;
}

/** Whether nothing tells whether the site has a healthy target. */
export function isUnknown(
  site: Site,
  { targets, byAlarm }: SafetyFacts,
): boolean {
  return !targets[site] && !byAlarm?.[site];
}

/** What sites lack that are not {@link isKnownHealthy}, in words. */
export function whatIsLacking(sites: Site[], facts: SafetyFacts): string {
  return sites.some(site => isUnknown(site, facts))
    ? 'a target that is known to be healthy'
    : 'a healthy target';
}

/** A site's targets in words. */
export function describeTargets(
  site: Site,
  { targets, byAlarm, unreadable }: SafetyFacts,
): string {
  const counts = targets[site];
  if (counts) return `${site} ${inWords(counts)}`;
  const told = byAlarm?.[site];
  return told
    ? `${site} has ${told.healthy ? 'a' : 'no'} healthy target, as the alarm ${
        told.name
      } tells`
    : `whether ${site} has a healthy target is not known${
        unreadable?.[site] ? ` (${unreadable[site].replace(/\.$/, '')})` : ''
      }`;
}

/** What to do about sites of which nothing tells; undefined where there are none among them. */
export function remedyForUnknown(
  sites: Site[],
  facts: SafetyFacts,
): string | undefined {
  const unknown = sites.filter(site => isUnknown(site, facts));
  return unknown.length === 0
    ? undefined
    : `Look at the targets of ${unknown.join(
        ' and ',
      )} in the AWS console, and whether the role of Backstage may read their health. If they serve, force this rule.`;
}
