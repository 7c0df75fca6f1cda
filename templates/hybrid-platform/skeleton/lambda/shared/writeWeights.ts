import type { Context } from './context';
import type { Route } from './inventory';
import type { RuleState } from './loadBalancer';
import { weightsOf, withWeights } from './ruleActions';
import { sameWeights, type Weights } from './sites';

const READ_BACK_ATTEMPTS = 5;
const READ_BACK_PAUSE_MS = 200;

/**
 * Writes a rule's weights and reads them back until they show. Somebody else's weights in
 * their place are not fought over: that is an error.
 */
export async function writeWeights(
  route: Route,
  rule: RuleState,
  weights: Weights,
  { loadBalancer, clock }: Pick<Context, 'loadBalancer' | 'clock'>,
): Promise<void> {
  const actions = withWeights(rule.actions, route.groupArns, weights);
  await loadBalancer.writeActions(route.ruleArn, actions);

  for (let attempt = 1; ; attempt++) {
    const written = await loadBalancer.readActions(route.ruleArn);
    const actual = weightsOf(written, route.groupArns);
    if (sameWeights(actual, weights)) return;
    if (attempt === READ_BACK_ATTEMPTS) {
      throw new Error(
        `wrote the weights ${JSON.stringify(weights)} of ${
          route.service
        }, but the rule has ${JSON.stringify(actual)}`,
      );
    }
    await clock.sleep(READ_BACK_PAUSE_MS);
  }
}
