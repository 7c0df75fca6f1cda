import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2';
// eslint-disable-next-line @backstage/no-relative-monorepo-imports
import {
  GROUPS,
  ruleCases,
  type RuleCase,
} from '../../../../../templates/hybrid-platform/skeleton/lambda/testing/cases/rules';
import { readActions } from '../../aws/elbv2/actions';
import { loadConfig } from '../config/loadConfig';
import { naming } from '../naming';
import { PATHS } from '../paths';
import { createWorld } from './createWorld';
import { weightsOf } from './rules';

const load = () => loadConfig(PATHS.shop);

describe('the weights of a service', () => {
  let config: Awaited<ReturnType<typeof load>>;
  beforeAll(async () => {
    config = await load();
  });

  /** Sets the actions as ModifyRule would, and reads the weights. */
  const weightsWith = (actions: RuleCase['actions'] = []) => {
    const world = createWorld(config.platform, config.services);
    const names = naming(world);
    const arns: Record<string, string> = {
      [GROUPS['on-prem']]: names.targetGroupArn('cart', 'on-prem'),
      [GROUPS.aws]: names.targetGroupArn('cart', 'aws'),
      'tg-canary': names.targetGroupArn('order', 'aws'),
    };
    const given = JSON.parse(
      JSON.stringify(
        actions.filter(({ Type }) => Type !== 'authenticate-cognito'),
      ),
      (key, value) => (key === 'TargetGroupArn' ? arns[value] : value),
    ) as Action[];
    const rule = world.loadBalancing.rules.get(names.ruleArn('cart'))!;
    rule.actions = readActions(given, rule, world.loadBalancing);
    return weightsOf(world, 'cart');
  };

  it.each(ruleCases.filter(({ weights }) => weights))(
    'are those that the Lambdas and Backstage read: $why',
    ({ actions, weights }) => {
      expect(weightsWith(actions)).toEqual(weights);
    },
  );

  const others = ruleCases.filter(({ weights }) => !weights);
  const elsewhere = others.filter(({ actions }) =>
    JSON.stringify(actions ?? []).includes('tg-canary'),
  );

  it.each(elsewhere)('are 0 and 0 where nobody reads any: $why', each => {
    expect(weightsWith(each.actions)).toEqual({ 'on-prem': 0, aws: 0 });
  });

  it.each(others.filter(each => !elsewhere.includes(each)))(
    'do not come about, for ELB does not take it: $why',
    ({ actions }) => {
      expect(() => weightsWith(actions)).toThrow(/\S/);
    },
  );
});
