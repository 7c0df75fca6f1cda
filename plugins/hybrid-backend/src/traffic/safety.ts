import {
  FORCEABLE_SAFETY_RULES,
  HYBRID_TAGS,
  sharesOf,
  SITES,
  type Hold,
  type SafetyRuleId,
  type SafetyRuleResult,
  type ShiftSummary,
  type Site,
  type TargetCounts,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { isHolder } from '../platforms/ruleTags';

/** Everything that the safety rules decide on. */
export interface SafetyFacts {
  from: Weights;
  to: Weights;
  targets: Record<Site, TargetCounts>;
  activeShift?: ShiftSummary;
  hold?: Hold;
  requestedBy: string;
  entityRef: string;
  /** The ref in the rule's entity tag, if it has one. */
  taggedEntityRef?: string;
}

type Verdict = { passed: true; explanation: string } | Failure;
type Failure = { passed: false; explanation: string; remedy: string };
type Rule = { title: string; check(facts: SafetyFacts): Verdict };

const RULES: Partial<Record<SafetyRuleId, Rule>> = {
  'owner-matches': {
    title: 'Service belongs to the entity',
    check: ({ entityRef, taggedEntityRef }) =>
      taggedEntityRef === entityRef
        ? pass(`The listener rule is tagged with ${entityRef}.`)
        : fail(
            taggedEntityRef
              ? `The listener rule's tag '${HYBRID_TAGS.entity}' names another entity than ${entityRef}.`
              : `The listener rule has no tag '${HYBRID_TAGS.entity}'.`,
            `Set the tag '${HYBRID_TAGS.entity}' to ${entityRef} by deploying the platform repository.`,
          ),
  },
  'no-active-shift': {
    title: 'No other shift under way',
    check: ({ activeShift }) =>
      activeShift
        ? fail(
            `${activeShift.requestedBy} started a shift at ${activeShift.createdAt} that is ${activeShift.state}.`,
            'Wait until it has ended.',
          )
        : pass('No other shift of the service is under way.'),
  },
  'not-held': {
    title: 'Not held by somebody else',
    check: ({ hold, requestedBy }) => {
      if (!hold) return pass('Nobody holds the service.');
      return isHolder(hold, requestedBy)
        ? pass(`You hold the service until ${hold.until}.`)
        : fail(
            `${hold.by} holds the service until ${hold.until}.`,
            `Ask ${hold.by} to release it, or wait until it expires.`,
          );
    },
  },
  'gaining-site-healthy': {
    title: 'Gaining site is healthy',
    check: facts => {
      const gaining = gainingSites(facts.from, facts.to);
      if (gaining.length === 0) return pass('No site gains traffic.');
      const bad = gaining.filter(site => facts.targets[site].healthy === 0);
      const figures = gaining.map(site => describe(site, facts)).join('; ');
      return bad.length === 0
        ? pass(`Gains traffic: ${figures}.`)
        : fail(
            `Gains traffic without a healthy target: ${figures}.`,
            `Bring targets of ${bad.join(
              ' and ',
            )} to health first: check the target group's health checks, the workload and, for on-prem, the VPN.`,
          );
    },
  },
  'never-dark': {
    title: 'Somebody serves the traffic',
    check: facts => {
      const serving = SITES.filter(site => facts.to[site] > 0);
      if (serving.length === 0) {
        return fail(
          'Both weights are 0, so nobody would serve the traffic.',
          'Set at least one weight above 0.',
        );
      }
      const figures = serving.map(site => describe(site, facts)).join('; ');
      return serving.some(site => facts.targets[site].healthy > 0)
        ? pass(`Serves after the shift: ${figures}.`)
        : fail(
            `All traffic would go to sites without a healthy target: ${figures}.`,
            'Choose weights that leave traffic at a site with healthy targets.',
          );
    },
  },
};

/** Every rule's result, in the order in which they are shown. */
export function evaluateSafetyRules(facts: SafetyFacts): SafetyRuleResult[] {
  return (Object.entries(RULES) as [SafetyRuleId, Rule][]).map(
    ([id, { title, check }]) => ({
      id,
      title,
      ...check(facts),
      forceable: FORCEABLE_SAFETY_RULES.includes(id),
    }),
  );
}

/** The sites that get a larger share than before. */
export function gainingSites(from: Weights, to: Weights): Site[] {
  const before = sharesOf(from);
  const after = sharesOf(to);
  return SITES.filter(site => after[site] > before[site]);
}

function describe(site: Site, { targets }: SafetyFacts): string {
  const { healthy, total } = targets[site];
  return `${site} has ${healthy} of ${total} targets healthy`;
}

function pass(explanation: string): Verdict {
  return { passed: true, explanation };
}

function fail(explanation: string, remedy: string): Verdict {
  return { passed: false, explanation, remedy };
}
