import {
  AddTagsCommand,
  DescribeRulesCommand,
  DescribeTagsCommand,
  DescribeTargetHealthCommand,
  ModifyRuleCommand,
  RemoveTagsCommand,
  type Action,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Clock } from '../shared/budget';
import type { Context } from '../shared/context';
import { discover } from '../shared/discover';
import type { TaggedResource } from '../shared/inventory';
import { listenerOfRule } from '../shared/listeners';
import { LoadBalancer } from '../shared/loadBalancer';
import type { Log } from '../shared/log';
import { SITES, type Site, type Weights } from '../shared/sites';
import { virtualClock } from './virtualClock';

const ELB = 'arn:aws:elasticloadbalancing:ap-northeast-2:111122223333';
export const ruleArn = (service: string) =>
  `${ELB}:listener-rule/app/shop/1/2/${service}`;
/** A rule of the same service on another listener, or another load balancer. */
export const otherRuleArn = (service: string, listener = 'shop/1/3') =>
  `${ELB}:listener-rule/app/${listener}/${service}`;
export const groupArn = (service: string, site: Site) =>
  `${ELB}:targetgroup/shop-${service}-${site}/1`;
export const alarmArn = (service: string, name = 'on-prem-unhealthy') =>
  `arn:aws:cloudwatch:ap-northeast-2:111122223333:alarm:shop-${service}-${name}`;

/** An alarm's change of state as CloudWatch tells it to a function. */
export function alarmEvent(
  service: string,
  state = 'ALARM',
  name = 'on-prem-unhealthy',
) {
  return {
    source: 'aws.cloudwatch',
    alarmArn: alarmArn(service, name),
    alarmData: {
      alarmName: `shop-${service}-${name}`,
      state: { value: state },
    },
  };
}

interface Call {
  name: string;
  at: number;
  input: unknown;
}

/**
 * The platform `shop` in memory, with as much of ELB as the functions use: services at
 * 40/60 with two healthy targets at each site.
 */
export class FakeAws {
  readonly tags = new Map<string, Record<string, string>>();
  readonly actions = new Map<string, Action[]>();
  readonly health = new Map<string, string[]>();
  readonly #groups = new Map<string, (service: string, site: Site) => string>();
  readonly calls: Call[] = [];
  /** Those of discovery, beside the tag query. */
  readonly discovery: Call[] = [];
  /** What the tag query answers of the resources that there are: the truth unless told. */
  index: (truth: TaggedResource[]) => TaggedResource[] = truth => truth;
  readonly logs: { level: string; message: string; fields?: object }[] = [];
  /** Runs before each call takes effect: throws for an AWS that fails, or changes things. */
  before: (name: string, input: any) => void = () => {};
  /** The same, before each call of discovery. */
  beforeDiscovery: (name: string, input: any) => void = () => {};
  readonly clock: Clock & { advance(ms: number): void };

  constructor(services: string[], start = '2026-01-01T00:00:00.000Z') {
    this.clock = virtualClock(start);
    for (const service of services) {
      const tags = {
        'hybrid-platform:platform': 'shop',
        'hybrid-platform:service': service,
      };
      this.tags.set(ruleArn(service), { ...tags });
      this.tags.set(alarmArn(service), { ...tags });
      this.tags.set(alarmArn(service, 'aws-unhealthy'), { ...tags });
      for (const [site, weight] of [
        ['on-prem', 40],
        ['aws', 60],
      ] as const) {
        this.tags.set(groupArn(service, site), {
          ...tags,
          'hybrid-platform:site': site,
          'hybrid-platform:default-weight': String(weight),
        });
        this.health.set(groupArn(service, site), ['healthy', 'healthy']);
      }
      this.setWeights(service, { 'on-prem': 40, aws: 60 });
    }
  }

  /**
   * Puts the service behind one more rule: with the same target groups, or with ones of its
   * own, as another load balancer needs.
   */
  addRule(
    service: string,
    arn = otherRuleArn(service),
    group: (service: string, site: Site) => string = groupArn,
  ): string {
    this.tags.set(arn, { ...this.tags.get(ruleArn(service)) });
    for (const site of SITES) {
      const tags = this.tags.get(groupArn(service, site));
      this.tags.set(group(service, site), { ...tags });
      this.health.set(group(service, site), ['healthy', 'healthy']);
    }
    this.#groups.set(arn, group);
    this.setWeights(service, { 'on-prem': 40, aws: 60 }, arn);
    return arn;
  }

  /** Another rule in the place of one, with the same actions and tags; the old one is gone. */
  replaceRule(service: string): string {
    const [from, to] = [ruleArn(service), `${ruleArn(service)}-new`];
    for (const of of [this.tags, this.actions] as Map<string, unknown>[]) {
      of.set(to, of.get(from));
      of.delete(from);
    }
    return to;
  }

  setWeights(service: string, weights: Weights, arn = ruleArn(service)): void {
    const group = this.#groups.get(arn) ?? groupArn;
    this.actions.set(arn, [
      {
        Type: 'forward',
        Order: 1,
        ForwardConfig: {
          TargetGroups: SITES.map(site => ({
            TargetGroupArn: group(service, site),
            Weight: weights[site],
          })),
        },
      },
    ]);
  }

  weights(service: string, arn = ruleArn(service)): (number | undefined)[] {
    const forward = this.actions.get(arn)!.at(-1)!;
    return forward.ForwardConfig!.TargetGroups!.map(group => group.Weight);
  }

  setHealth(service: string, site: Site, ...states: string[]): void {
    this.health.set(groupArn(service, site), states);
  }

  automation(service: string, arn = ruleArn(service)): string | undefined {
    return this.tags.get(arn)!['hybrid-platform:automation'];
  }

  history(service: string, arn = ruleArn(service)): string | undefined {
    return this.tags.get(arn)!['hybrid-platform:automation-history'];
  }

  tagRule(
    service: string,
    key: 'automation' | 'hold' | 'automation-history',
    value: string,
    arn = ruleArn(service),
  ): void {
    this.tags.get(arn)![`hybrid-platform:${key}`] = value;
  }

  writes(): string[] {
    return this.calls
      .map(({ name }) => name)
      .filter(name => !name.startsWith('Describe'));
  }

  context(): Context {
    const log = (level: string) => (message: string, fields?: object) => {
      this.logs.push({ level, message, fields });
    };
    const logs = {
      info: log('info'),
      warn: log('warn'),
      error: log('error'),
    } as Log;
    return {
      platform: 'shop',
      functionName: 'tested',
      loadBalancer: this.#loadBalancer(this.calls),
      discover: async () =>
        discover(
          this.index(
            [...this.tags].map(([arn, tags]) => ({ arn, tags: { ...tags } })),
          ),
          'shop',
          { loadBalancer: this.#loadBalancer(this.discovery), log: logs },
        ),
      log: logs,
      clock: this.clock,
    };
  }

  #loadBalancer(calls: Call[]): LoadBalancer {
    return new LoadBalancer(
      {
        send: async (command: {
          constructor: { name: string };
          input: any;
        }) => {
          const { input } = command;
          const name = command.constructor.name.replace(/Command$/, '');
          calls.push({ name, at: this.clock.now(), input });
          if (calls === this.calls) this.before(name, input);
          else this.beforeDiscovery(name, input);
          return this.#answer(command);
        },
      } as ConstructorParameters<typeof LoadBalancer>[0],
      { take: async () => {} },
    );
  }

  #answer(command: { input: any }): unknown {
    const { input } = command;
    if (command instanceof DescribeTargetHealthCommand) {
      const states = this.health.get(input.TargetGroupArn);
      if (!states) throw notFound('TargetGroup');
      return {
        TargetHealthDescriptions: states.map(State => ({
          TargetHealth: { State },
        })),
      };
    }
    if (command instanceof DescribeRulesCommand) {
      return { Rules: this.#rules(input) };
    }
    if (command instanceof DescribeTagsCommand) {
      return {
        TagDescriptions: input.ResourceArns.map((arn: string) => {
          this.#mustExist(arn);
          return {
            ResourceArn: arn,
            Tags: Object.entries(this.tags.get(arn) ?? {}).map(
              ([Key, Value]) => ({ Key, Value }),
            ),
          };
        }),
      };
    }
    if (command instanceof ModifyRuleCommand) {
      this.#mustExist(input.RuleArn);
      this.actions.set(input.RuleArn, structuredClone(input.Actions));
      return {};
    }
    if (command instanceof AddTagsCommand) {
      for (const arn of input.ResourceArns) {
        for (const { Key, Value } of input.Tags)
          this.tags.get(arn)![Key] = Value;
      }
      return {};
    }
    if (command instanceof RemoveTagsCommand) {
      for (const arn of input.ResourceArns) {
        for (const key of input.TagKeys) delete this.tags.get(arn)![key];
      }
      return {};
    }
    throw new Error(`no such operation here: ${command.constructor.name}`);
  }

  #rules({ RuleArns, ListenerArn }: { [key: string]: any }) {
    const arns: string[] =
      RuleArns ??
      [...this.actions.keys()].filter(
        arn => listenerOfRule(arn) === ListenerArn,
      );
    if (arns.length === 0) throw notFound('Listener');
    return arns.map(arn => {
      this.#mustExist(arn);
      return {
        RuleArn: arn,
        Actions: structuredClone(this.actions.get(arn)),
      };
    });
  }

  #mustExist(arn: string): void {
    if (arn.includes(':listener-rule/') && !this.actions.has(arn)) {
      throw notFound('Rule');
    }
    if (arn.includes(':targetgroup/') && !this.health.has(arn)) {
      throw notFound('TargetGroup');
    }
  }
}

function notFound(what: string): Error {
  return Object.assign(new Error(`${what} not found`), {
    name: `${what}NotFoundException`,
  });
}
