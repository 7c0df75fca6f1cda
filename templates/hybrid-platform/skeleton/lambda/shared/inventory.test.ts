import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Rule } from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  actionsOfCase,
  groupOfCase,
  routesCases,
  ruleOfCase,
} from '../testing/cases/routes';
import { FakeAws, groupArn, otherRuleArn, ruleArn } from '../testing/fakeAws';
import { buildInventory } from './inventory';
import { listenerOfRule } from './listeners';
import { SITES } from './sites';

const discovered = (change: (aws: FakeAws) => void = () => {}) => {
  const aws = new FakeAws(['cart', 'order']);
  change(aws);
  return aws.context().discover();
};
const groupsOf = (service: string) => ({
  'on-prem': groupArn(service, 'on-prem'),
  aws: groupArn(service, 'aws'),
});

describe('the inventory', () => {
  it('puts rules and target groups of a service together', async () => {
    const { services, problems } = await discovered();
    assert.deepEqual(services[0], {
      service: 'cart',
      routes: [
        {
          service: 'cart',
          ruleArn: ruleArn('cart'),
          groupArns: groupsOf('cart'),
        },
      ],
      defaults: { 'on-prem': 40, aws: 60 },
      movedByAutomation: false,
    });
    assert.equal(services[1].service, 'order');
    assert.deepEqual(problems, []);
  });

  it('knows which services automation moved, by one rule of several', async () => {
    const { services } = await discovered(aws => {
      const arn = aws.addRule('order');
      aws.tagRule(
        'order',
        'automation',
        'recovering 2026-01-01T00:00:00Z',
        arn,
      );
    });
    assert.deepEqual(
      services.map(({ movedByAutomation }) => movedByAutomation),
      [false, true],
    );
  });

  it('takes every rule of a service that has several, with the groups that each forwards to', async () => {
    const internal = (service: string, site: string) =>
      groupArn(`${service}-internal`, site as 'aws');
    const { services, problems } = await discovered(aws => {
      aws.addRule('cart', otherRuleArn('cart', 'internal/5/6'), internal);
      aws.addRule('order');
    });
    assert.deepEqual(problems, []);
    assert.deepEqual(
      services.map(({ routes }) =>
        routes.map(({ ruleArn: arn, groupArns }) => [arn, groupArns]),
      ),
      [
        [
          [
            otherRuleArn('cart', 'internal/5/6'),
            {
              'on-prem': internal('cart', 'on-prem'),
              aws: internal('cart', 'aws'),
            },
          ],
          [ruleArn('cart'), groupsOf('cart')],
        ],
        [
          [ruleArn('order'), groupsOf('order')],
          [otherRuleArn('order'), groupsOf('order')],
        ],
      ],
    );
  });

  it('has no default weights where the groups of two rules disagree', async () => {
    const { services } = await discovered(aws => {
      const own = (service: string, site: string) =>
        groupArn(`${service}-internal`, site as 'aws');
      aws.addRule('cart', otherRuleArn('cart'), own);
      aws.tags.get(own('cart', 'aws'))!['hybrid-platform:default-weight'] = '1';
    });
    assert.equal(services[0].defaults, undefined);
  });

  it('leaves out what belongs to the platform and to no service', async () => {
    const vpc = {
      arn: 'arn:aws:ec2:ap-northeast-2:111122223333:vpc/vpc-1',
      tags: { 'hybrid-platform:platform': 'shop' },
    };
    assert.deepEqual(
      await discovered(aws => {
        aws.index = truth => [...truth, vpc];
      }),
      await discovered(),
    );
  });

  it('names what is wrong with a service that cannot be protected, and keeps the others', async () => {
    const { services, problems } = await discovered(aws =>
      aws.tags.delete(groupArn('cart', 'aws')),
    );
    assert.deepEqual(
      services.map(({ service }) => service),
      ['order'],
    );
    assert.deepEqual(problems, [
      {
        service: 'cart',
        problem:
          '0 target groups are tagged hybrid-platform:site = aws; it must be one for each rule',
      },
    ]);
  });

  it('protects the other rules of a service of which one is wrong', async () => {
    const { services, problems } = await discovered(aws => {
      const arn = aws.addRule('cart');
      aws.actions.set(arn, [{ Type: 'forward', TargetGroupArn: 'canary' }]);
    });
    assert.deepEqual(
      services[0].routes.map(({ ruleArn: arn }) => arn),
      [ruleArn('cart')],
    );
    assert.equal(problems.length, 1);
  });

  for (const each of routesCases) {
    const { why, rules, others = {}, groups, routes, idle, problem } = each;
    it(`has the routes that Backstage has: ${why}`, () => {
      const tags = { 'hybrid-platform:service': 'cart' };
      const resources = [
        ...Object.keys(rules).map(name => ({ arn: ruleOfCase(name), tags })),
        ...SITES.flatMap(site =>
          groups[site].map(name => ({
            arn: groupOfCase(name),
            tags: { ...tags, 'hybrid-platform:site': site },
          })),
        ),
      ];
      const listeners = new Map<string, Rule[]>();
      for (const [name, does] of Object.entries({ ...rules, ...others })) {
        const arn = ruleOfCase(name);
        const of = listeners.get(listenerOfRule(arn)) ?? [];
        of.push({ RuleArn: arn, Actions: actionsOfCase(does) });
        listeners.set(listenerOfRule(arn), of);
      }
      const inventory = buildInventory(resources, listeners);
      assert.deepEqual(
        inventory.services.flatMap(service =>
          service.routes.map(route => [route.ruleArn, route.groupArns]),
        ),
        Object.entries(routes).map(([name, own]) => [
          ruleOfCase(name),
          {
            'on-prem': groupOfCase(own['on-prem']),
            aws: groupOfCase(own.aws),
          },
        ]),
      );
      assert.deepEqual(
        inventory.idle.map(rule => rule.ruleArn),
        (idle ?? []).map(ruleOfCase),
      );
      const [found] = inventory.problems;
      assert.equal(found !== undefined, problem !== undefined);
      if (found) {
        assert.equal(
          /target groups are/.test(found.problem),
          problem === 'groups',
        );
      }
    });
  }

  it('knows the default weights by the tags of both groups, or has none', async () => {
    const { services } = await discovered(aws => {
      aws.tags.get(groupArn('cart', 'aws'))!['hybrid-platform:default-weight'] =
        ' 70';
      delete aws.tags.get(groupArn('order', 'aws'))![
        'hybrid-platform:default-weight'
      ];
    });
    assert.deepEqual(
      services.map(({ defaults }) => defaults),
      [{ 'on-prem': 40, aws: 70 }, undefined],
    );
  });

  it('forgives blanks around the names of services and sites', async () => {
    const { services, problems } = await discovered(aws => {
      const tags = aws.tags.get(groupArn('cart', 'aws'))!;
      tags['hybrid-platform:service'] = ' cart\t';
      tags['hybrid-platform:site'] = 'aws ';
    });
    assert.deepEqual(problems, []);
    assert.equal(services.length, 2);
  });
});
