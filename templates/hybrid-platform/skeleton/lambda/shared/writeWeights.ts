import type { Context } from './context';
import { withWeights } from './ruleActions';
import type { RuleNow } from './serviceState';
import { sameWeights, type Weights } from './sites';

const READ_BACK_ATTEMPTS = 5;
const READ_BACK_PAUSE_MS = 200;

/**
 * Writes a rule's weights and reads them back until they show. Somebody else's weights in
 * their place are not fought over: that is an error.
 */
export async function writeWeights(
  { route, actions }: Pick<RuleNow, 'route' | 'actions'>,
  weights: Weights,
  { loadBalancer, clock }: Pick<Context, 'loadBalancer' | 'clock'>,
): Promise<void> {
  await loadBalancer.writeActions(
    route.ruleArn,
    withWeights(actions, route.groupArns, weights),
  );

  for (let attempt = 1; ; attempt++) {
    const actual = await loadBalancer.readWeights(route);
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
