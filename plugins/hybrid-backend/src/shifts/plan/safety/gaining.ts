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

/** A site's targets in words. */
export function describeTargets(site: Site, facts: SafetyFacts): string {
  return `${site} ${inWords(facts.targets[site])}`;
}
