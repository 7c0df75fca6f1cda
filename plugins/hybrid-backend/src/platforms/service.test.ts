import type { Rule } from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  HYBRID_TAGS,
  SITES,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import {
  actionsOfCase,
  groupOfCase,
  routesCases,
  ruleOfCase,
} from '../__testUtils__/platformCases';
import { loadBalancersOfGroups } from './groupsFor';
import { readInventory, type ServiceInventory } from './inventory';
import { readService, type RuleReading } from './service';

const CART = { [HYBRID_TAGS.entity]: 'component:default/cart' };

const group = (arn: string, weight = '50') => ({
  arn,
  tags: { [HYBRID_TAGS.defaultWeight]: weight },
});
const rule = (arn: string, tags: Record<string, string> = CART) => ({
  arn,
  tags,
});
const listed = (changes: Partial<ServiceInventory> = {}): ServiceInventory => ({
  name: 'cart',
  rules: [rule('https')],
  targetGroups: { 'on-prem': [group('on-prem')], aws: [group('aws')] },
  alarmNames: [],
  ...changes,
});
/** A rule as AWS describes it, with the weights of its groups. */
const forward = (arn: string, weights: Record<string, number>): Rule => ({
  RuleArn: arn,
  Actions: [
    {
      Type: 'forward',
      ForwardConfig: {
        TargetGroups: Object.entries(weights).map(
          ([TargetGroupArn, Weight]) => ({
            TargetGroupArn,
            Weight,
          }),
        ),
      },
    },
  ],
});
const described =
  (...rules: Rule[]) =>
  (arn: string): RuleReading =>
    rules.find(({ RuleArn }) => RuleArn === arn) ?? 'gone';

const HALF = forward('https', { 'on-prem': 1, aws: 1 });
const DENIED = {
  code: 'aws-access-denied' as const,
  message: 'Not allowed.',
  remedy: 'Allow it.',
};

describe('a service', () => {
  it('has the rules that AWS describes, and not those that are only listed', () => {
    const service = readService(
      listed({ rules: [rule('ghost', {}), rule('https')] }),
      described(HALF),
    );
    expect(service.problem).toBeUndefined();
    expect(service.ruleArns).toEqual(['https']);
    expect(service.ruleTags).toEqual(CART);
    expect(service.weights).toEqual({ 'on-prem': 1, aws: 1 });
  });

  it('keeps the texts of the holds on its rules where they differ', () => {
    const holds = (...texts: (string | undefined)[]) =>
      readService(
        listed({
          rules: texts.map((text, index) =>
            rule(`${index}`, {
              ...CART,
              ...(text && { [HYBRID_TAGS.hold]: text }),
            }),
          ),
        }),
        arn => forward(arn, { 'on-prem': 1, aws: 1 }),
      ).holdTexts;
    expect(holds('a', undefined, 'b', 'a')).toEqual(['a', 'b']);
    expect(holds('a', 'a')).toBeUndefined();
    expect(holds(undefined)).toBeUndefined();
  });

  it('is broken when none of its rules is there, and still tells whose it is', () => {
    const service = readService(listed(), () => 'gone');
    expect(service.problem?.code).toBe('service-not-found');
    // Deploying what is deployed already would make nothing.
    expect(service.problem?.remedy).toMatch(/take the service's file out/);
    expect(service.ruleTags).toEqual(CART);
    expect(service.rules).toEqual([]);
  });

  it('is broken when one of its rules cannot be described, for nobody knows what that does', () => {
    const service = readService(
      listed({ rules: [rule('https'), rule('http')] }),
      arn => (arn === 'https' ? HALF : DENIED),
    );
    expect(service.problem).toEqual(DENIED);
    expect(service.weights).toBeUndefined();
  });

  it('is served by the groups that its rule forwards to, of several that are tagged', () => {
    const service = readService(
      listed({
        targetGroups: {
          'on-prem': [group('gone', '9'), group('on-prem')],
          aws: [group('aws'), group('old', '9')],
        },
      }),
      described(HALF),
    );
    expect(service.rules[0].targetGroups).toEqual({
      'on-prem': 'on-prem',
      aws: 'aws',
    });
    expect(service.defaultWeights).toEqual({ 'on-prem': 50, aws: 50 });
  });

  it('knows a group that was taken off one of its rules by what its other rules have', () => {
    const service = readService(
      listed({
        rules: [rule('https'), rule('internal')],
        targetGroups: {
          'on-prem': [group('on-prem'), group('on-prem-internal')],
          aws: [group('aws'), group('aws-internal')],
        },
      }),
      described(HALF, forward('internal', { 'aws-internal': 1 })),
    );
    expect(service.problem).toBeUndefined();
    expect(service.rules[1]).toMatchObject({
      targetGroups: { 'on-prem': 'on-prem-internal', aws: 'aws-internal' },
      weights: { 'on-prem': 0, aws: 1 },
    });
    expect(service.diverged).toBe(true);
  });

  it.each<[string, Partial<ServiceInventory>, RegExp]>([
    [
      'no tagged group of a site',
      { targetGroups: { 'on-prem': [], aws: [group('aws')] } },
      /0 target groups.*'on-prem'/,
    ],
    [
      'two of a site that its rule forwards to',
      {
        targetGroups: {
          'on-prem': [group('on-prem')],
          aws: [group('aws'), group('canary')],
        },
      },
      /2 target groups.*'aws'/,
    ],
  ])('is broken with %s', (_, changes, message) => {
    const { problem } = readService(
      listed(changes),
      described(forward('https', { 'on-prem': 1, aws: 1, canary: 1 })),
    );
    expect(problem?.code).toBe('rule-not-hybrid');
    expect(problem?.message).toMatch(message);
  });

  it.each(['', '-1', '1000', '4O', '0.5', '60%'])(
    'works without a default weight: %j',
    weight => {
      const service = readService(
        listed({
          targetGroups: {
            'on-prem': [group('on-prem')],
            aws: [group('aws', weight)],
          },
        }),
        described(HALF),
      );
      expect(service.problem).toBeUndefined();
      expect(service.defaultWeights).toBeUndefined();
      expect(service.defaultWeightsProblem?.message).toMatch(
        /hybrid-platform:default-weight.*aws/,
      );
    },
  );

  it('has no default weights where those of its rules differ', () => {
    const service = readService(
      listed({
        rules: [rule('https'), rule('internal')],
        targetGroups: {
          'on-prem': [group('on-prem'), group('on-prem-internal', '10')],
          aws: [group('aws'), group('aws-internal')],
        },
      }),
      described(
        HALF,
        forward('internal', { 'on-prem-internal': 1, 'aws-internal': 1 }),
      ),
    );
    expect(service.problem).toBeUndefined();
    expect(service.diverged).toBeUndefined();
    expect(service.defaultWeights).toBeUndefined();
    expect(service.defaultWeightsProblem?.message).toMatch(/different tags/);
  });

  it('knows what its rules send to groups of neither site', () => {
    const { rules } = readService(
      listed(),
      described(forward('https', { 'on-prem': 0, aws: 10, canary: 30 })),
    );
    expect(rules[0]).toMatchObject({
      weights: { 'on-prem': 0, aws: 10 },
      elsewhere: 30,
    });
  });
});

describe('the routes of a service', () => {
  it.each(routesCases.map(each => [each.why, each] as const))(
    'are those that the Lambdas have: %s',
    (_, { rules, others = {}, groups, routes, idle, problem }) => {
      const tags = { [HYBRID_TAGS.service]: 'cart' };
      const { services } = readInventory([
        ...Object.keys(rules).map(name => ({ arn: ruleOfCase(name), tags })),
        ...SITES.flatMap(site =>
          groups[site].map(name => ({
            arn: groupOfCase(name),
            tags: { ...tags, [HYBRID_TAGS.site]: site },
          })),
        ),
      ]);
      const all = Object.entries({ ...rules, ...others }).map(
        ([name, does]) => ({
          RuleArn: ruleOfCase(name),
          Actions: actionsOfCase(does),
        }),
      );
      const service = readService(
        services[0],
        described(...all),
        loadBalancersOfGroups(all),
      );
      expect(
        Object.fromEntries(
          service.rules.map(({ arn, targetGroups }) => [arn, targetGroups]),
        ),
      ).toEqual(
        Object.fromEntries(
          Object.entries(routes).map(([name, own]) => [
            ruleOfCase(name),
            {
              'on-prem': groupOfCase(own['on-prem']),
              aws: groupOfCase(own.aws),
            },
          ]),
        ),
      );
      expect((service.idleRules ?? []).map(({ arn }) => arn)).toEqual(
        (idle ?? []).map(ruleOfCase),
      );
      expect(service.problem?.code).toBe(problem && 'rule-not-hybrid');
      const message = service.problem?.message ?? '';
      expect(/\d target groups tagged/.test(message)).toBe(
        problem === 'groups',
      );
    },
  );
});

describe('a rule that forwards nowhere', () => {
  const redirect: Rule = { RuleArn: 'http', Actions: [{ Type: 'redirect' }] };
  const both = { rules: [rule('https'), rule('http', {})] };

  it('is shown by what it does, and nobody asks its tags', () => {
    const service = readService(listed(both), described(HALF, redirect));
    expect(service.problem).toBeUndefined();
    expect(service.idleRules).toEqual([{ arn: 'http', action: 'redirect' }]);
    expect(service.ruleArns).toEqual(['https']);
    expect(service.ruleTags).toEqual(CART);
  });

  it('is what is wrong where it is the only one', () => {
    const { problem, ruleArns } = readService(
      listed({ rules: [rule('http')] }),
      described(redirect),
    );
    expect(ruleArns).toEqual(['http']);
    expect(problem?.message).toMatch(/rule http has 0 forward actions/);
  });
});
