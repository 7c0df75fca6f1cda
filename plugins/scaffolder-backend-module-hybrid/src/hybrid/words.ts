import {
  elsewhereWeight,
  sharesOf,
  SITES,
  type Plan,
  type SafetyRuleResult,
  type Shift,
  type ShiftEvent,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';

/**
 * Such as `on-prem 40 %, aws 60 %`.
 *
 * @param elsewhere - the weight of target groups of neither site.
 */
export function sharesInWords(weights: Weights, elsewhere = 0): string {
  const shares = sharesOf(weights, elsewhere);
  const neither = 100 - shares['on-prem'] - shares.aws;
  return [
    ...SITES.map(site => `${site} ${Math.round(shares[site])} %`),
    ...(elsewhere > 0 ? [`neither ${Math.round(neither)} %`] : []),
  ].join(', ');
}

/** What a shift does not reach, or not at once, sentence by sentence. */
export function unreachedInWords({
  elsewhereShare = 0,
  stickinessSeconds = 0,
}: Pick<Plan, 'elsewhereShare' | 'stickinessSeconds'>): string[] {
  return [
    elsewhereShare > 0 &&
      `${Math.round(
        elsewhereShare,
      )} % of the requests go to target groups of neither site, which a shift leaves alone.`,
    stickinessSeconds > 0 &&
      `Stickiness is on: clients with the load balancer's cookie stay at their site for up to ${durationInWords(
        stickinessSeconds,
      )}.`,
  ].filter(sentence => typeof sentence === 'string');
}

/** One line of the task's log for one event of a shift. */
export function eventLine({ message, awsRequestId }: ShiftEvent): string {
  return awsRequestId ? `${message} (AWS request ${awsRequestId})` : message;
}

/** One line for each rule that failed: why, and what to do about it. */
export function failedRules(rules: SafetyRuleResult[]): string[] {
  return rules
    .filter(({ passed, forced }) => !passed && !forced)
    .map(({ title, explanation, remedy }) =>
      [`- ${title}: ${explanation}`, remedy].filter(Boolean).join(' '),
    );
}

/** Such as `12 seconds`, `4 minutes` or `2 hours`. */
export function durationInWords(seconds: number): string {
  if (seconds < 120) return amount(seconds, 'second');
  if (seconds < 7200) return amount(seconds / 60, 'minute');
  return amount(seconds / 3600, 'hour');
}

function amount(number: number, unit: string): string {
  const rounded = Math.round(number * 10) / 10;
  return `${rounded} ${unit}${rounded === 1 ? '' : 's'}`;
}

/** What a plan would do, in one line. */
export function planInWords(plan: Plan): string {
  const steps = plan.steps.length > 1 ? ` in ${plan.steps.length} steps` : '';
  const back = plan.durationSeconds
    ? `, and back after ${durationInWords(plan.durationSeconds)}`
    : '';
  const { to, fromRules } = plan;
  const elsewhere = elsewhereWeight(to, plan.elsewhereShare);
  const from = fromRules
    ? `${distinct(
        fromRules.map(({ weights }) => sharesInWords(weights, elsewhere)),
      ).join(' or ')} by rule`
    : sharesInWords(plan.from, elsewhere);
  const then = sharesInWords(to, elsewhere);
  return `${plan.entityRef}: ${from} → ${then}${steps}${back}`;
}

function distinct(words: string[]): string[] {
  return [...new Set(words)];
}

/** How a shift ended, in one line. */
export function endInWords(shift: Shift): string {
  const { state, recoveryTimeSeconds, returnTimeSeconds, problem, plan } =
    shift;
  return [
    `The shift ${shift.id} of ${shift.entityRef} is ${state}.`,
    recoveryTimeSeconds !== undefined &&
      `Verified ${durationInWords(recoveryTimeSeconds)} after the request.`,
    returnTimeSeconds !== undefined &&
      `Back ${durationInWords(returnTimeSeconds)} after the end of the drill.`,
    ...(state === 'succeeded' ? unreachedInWords(plan) : []),
    problem && `${problem.message} ${problem.remedy}`,
  ]
    .filter(Boolean)
    .join(' ');
}
