import { fail, pass, type SafetyRule } from './facts';
import { describeTargets, gainingInSteps } from './gaining';

/** Nobody moves traffic to where nothing serves it. */
export const gainingSiteHealthy: SafetyRule = {
  id: 'gaining-site-healthy',
  title: 'Gaining site is healthy',
  check: facts => {
    const gaining = gainingInSteps(facts);
    if (gaining.length === 0) return pass('No site gains traffic.');
    const bad = gaining.filter(site => facts.targets[site].healthy === 0);
    const figures = gaining
      .map(site => describeTargets(site, facts))
      .join('; ');
    return bad.length === 0
      ? pass(`Gains traffic: ${figures}.`)
      : fail(
          `Gains traffic without a healthy target: ${figures}.`,
          `Bring targets of ${bad.join(
            ' and ',
          )} to health first: check the target group's health checks, the workload and, for on-prem, the VPN.`,
        );
  },
};
