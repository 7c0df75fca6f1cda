import {
  SITES,
  type Site,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { fail, pass, type SafetyRule } from './facts';
import {
  describeTargets,
  isKnownHealthy,
  remedyForUnknown,
  whatIsLacking,
} from './gaining';

/** After each step somebody serves the traffic. That both weights are 0 cannot be forced. */
export const neverDark: SafetyRule = {
  id: 'never-dark',
  title: 'Somebody serves the traffic',
  check: facts => {
    const { steps } = facts;
    if (steps.some(step => servingSites(step).length === 0)) {
      return {
        passed: false,
        explanation: 'Both weights are 0, so nobody would serve the traffic.',
        remedy: 'Set at least one weight above 0.',
        unforceable: true,
      };
    }
    const dark = steps.find(step =>
      servingSites(step).every(site => !isKnownHealthy(site, facts)),
    );
    const figures = servingSites(dark ?? steps[steps.length - 1])
      .map(site => describeTargets(site, facts))
      .join('; ');
    return dark
      ? fail(
          `All traffic would go to sites without ${whatIsLacking(
            servingSites(dark),
            facts,
          )}: ${figures}.`,
          remedyForUnknown(servingSites(dark), facts) ??
            'Choose weights that leave traffic at a site with healthy targets.',
        )
      : pass(`Serves after the shift: ${figures}.`);
  },
};

function servingSites(weights: Weights): Site[] {
  return SITES.filter(site => weights[site] > 0);
}
