import {
  SITES,
  type SafetyRuleId,
  type Shift,
  type ShiftEvent,
  type Site,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Truth, Write } from '../observe/types';
import { broken, type Broken } from './Broken';
import { inWords, writesOf } from './writes';

const INVARIANT = 'never dark';

/** With these the targets of the site that gains are looked at anew. */
const LOOKS: ShiftEvent['type'][] = [
  'plan-evaluated',
  'step-started',
  'verification-failed',
  'gate-failed',
  'abort-requested',
  'returning',
];

/** Whoever forced one of these has taken the responsibility. */
const FORCES: SafetyRuleId[] = ['gaining-site-healthy', 'never-dark'];

/** Whoever wrote it: a rule whose weights are all 0 serves nobody. */
export function servesNobody({ at, service, by, after }: Write): Broken[] {
  return SITES.some(site => after[site] > 0)
    ? []
    : [
        broken(
          INVARIANT,
          `a weight above 0 on the rule of ${service}`,
          `${inWords(after)} by ${by} at ${new Date(at).toISOString()}`,
        ),
      ];
}

/**
 * What a shift moved onto a site without a healthy target: at no moment from its last look at
 * the targets until it wrote was there one.
 */
export function movedIntoTheDark(
  shift: Shift,
  writes: readonly Write[],
  truth: Truth,
  /** How much earlier than it is recorded the targets may have been looked at. */
  lookMs: number,
): Broken[] {
  if (FORCES.some(rule => shift.forced?.includes(rule))) return [];
  return writesOf(shift, writes).flatMap(write => {
    const from = lastLookBefore(shift, write) - lookMs;
    return gaining(write)
      .filter(site =>
        truth
          .targets(shift.service, site, from, write.at)
          .every(({ healthy }) => healthy === 0),
      )
      .map(site =>
        broken(
          INVARIANT,
          `a healthy target of ${shift.service} on ${site} when it gets ${write.after[site]} from shift ${shift.id}`,
          `none since ${new Date(from).toISOString()}, and ${inWords(
            write.before,
          )} became ${inWords(write.after)}`,
        ),
      );
  });
}

function gaining({ before, after }: Write): Site[] {
  const share = (weights: Write['after'], site: Site) =>
    weights[site] / Math.max(1, weights['on-prem'] + weights.aws);
  return SITES.filter(site => share(after, site) > share(before, site));
}

function lastLookBefore(shift: Shift, { at }: Write): number {
  const last = shift.events
    .filter(event => LOOKS.includes(event.type) && Date.parse(event.at) <= at)
    .at(-1);
  return Date.parse(last?.at ?? shift.createdAt);
}
