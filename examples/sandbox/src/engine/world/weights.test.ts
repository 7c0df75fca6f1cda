import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2';
// eslint-disable-next-line @backstage/no-relative-monorepo-imports
import {
  GROUPS,
  ruleCases,
} from '../../../../../templates/hybrid-platform/skeleton/lambda/testing/cases/rules';
import { readActions } from '../../aws/elbv2/actions';
import { loadConfig } from '../config/loadConfig';
import { naming } from '../naming';
import { PATHS } from '../paths';
import { createWorld } from './createWorld';
import { weightsOf } from './services';

describe('the weights of a service', () => {
  it.each(ruleCases.map(each => [each.why, each] as const))(
    'are those that the Lambdas and Backstage read: %s',
    async (_, { actions = [], weights }) => {
      const { platform, services } = await loadConfig(PATHS.shop);
      const world = createWorld(platform, services);
      const names = naming(world);
      const arns: Record<string, string> = {
        [GROUPS['on-prem']]: names.targetGroupArn('cart', 'on-prem'),
        [GROUPS.aws]: names.targetGroupArn('cart', 'aws'),
        'tg-canary': names.targetGroupArn('order', 'aws'),
      };
      const rule = world.loadBalancing.rules.get(names.ruleArn('cart'))!;
      const given = JSON.parse(JSON.stringify(actions), (key, value) =>
        key === 'TargetGroupArn' ? arns[value] : value,
      ) as Action[];
      const set = () => {
        rule.actions = readActions(
          given.filter(({ Type }) => Type !== 'authenticate-cognito'),
          rule,
          world.loadBalancing,
        );
      };
      if (weights) {
        set();
        expect(weightsOf(world, 'cart')).toEqual(weights);
        return;
      }
      try {
        set();
      } catch {
        return; // ELB does not take them.
      }
      expect(weightsOf(world, 'cart')).toEqual({ 'on-prem': 0, aws: 0 });
    },
  );
});
