import type { Site } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { isNotInUse } from '../../../aws/targetHealth';
import { fail, pass, type SafetyFacts, type SafetyRule } from './facts';
import {
  describeTargets,
  gainingInSteps,
  isKnownHealthy,
  remedyForUnknown,
  whatIsLacking,
} from './gaining';

/** Nobody moves traffic to where nothing serves it. */
export const gainingSiteHealthy: SafetyRule = {
  id: 'gaining-site-healthy',
  title: 'Gaining site is healthy',
  check: facts => {
    const gaining = gainingInSteps(facts);
    if (gaining.length === 0) return pass('No site gains traffic.');
    const bad = gaining.filter(site => !isKnownHealthy(site, facts));
    const figures = gaining
      .map(site => describeTargets(site, facts))
      .join('; ');
    return bad.length === 0
      ? pass(`Gains traffic: ${figures}.`)
      : fail(
          `Gains traffic without ${whatIsLacking(bad, facts)}: ${figures}.`,
          remedyFor(bad, facts),
        );
  },
};

function remedyFor(bad: Site[], facts: SafetyFacts): string {
  const forUnknown = remedyForUnknown(bad, facts);
  if (forUnknown) return forUnknown;
  const unused = bad.filter(site => {
    const counts = facts.targets[site];
    return counts && isNotInUse(counts);
  });
  return unused.length === 0
    ? `Bring targets of ${bad.join(
        ' and ',
      )} to health first: check the target group's health checks, the workload and, for on-prem, the VPN.`
    : `The load balancer checks no target of ${unused.join(
        ' and ',
      )}, as the target group is on no rule or its zones are not enabled. Put the group on the rule with the weight 0, wait until its targets are healthy, and try again; or force this rule: the shift then puts the group on the rule itself, and goes back if the site does not serve.`;
}
