import {
  sharesOf,
  SITES,
  type Plan,
  type SafetyRuleResult,
  type Shift,
  type ShiftEvent,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';

/** Such as `on-prem 40 %, aws 60 %`. */
export function sharesInWords(weights: Weights): string {
  const shares = sharesOf(weights);
  return SITES.map(site => `${site} ${Math.round(shares[site])} %`).join(', ');
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
  return `${plan.entityRef}: ${sharesInWords(plan.from)} → ${sharesInWords(
    plan.to,
  )}${steps}${back}`;
}

/** How a shift ended, in one line. */
export function endInWords(shift: Shift): string {
  const { state, recoveryTimeSeconds, returnTimeSeconds, problem } = shift;
  return [
    `The shift ${shift.id} of ${shift.entityRef} is ${state}.`,
    recoveryTimeSeconds !== undefined &&
      `Verified ${durationInWords(recoveryTimeSeconds)} after the request.`,
    returnTimeSeconds !== undefined &&
      `Back ${durationInWords(returnTimeSeconds)} after the end of the drill.`,
    problem && `${problem.message} ${problem.remedy}`,
  ]
    .filter(Boolean)
    .join(' ');
}
