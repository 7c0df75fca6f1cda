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
import { buildInventory } from '../shared/inventory';
import { LoadBalancer } from '../shared/loadBalancer';
import type { Log } from '../shared/log';
import type { Site, Weights } from '../shared/sites';
import { virtualClock } from './virtualClock';

const ELB = 'arn:aws:elasticloadbalancing:ap-northeast-2:111122223333';
export const ruleArn = (service: string) =>
  `${ELB}:listener-rule/app/shop/1/2/${service}`;
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

/**
 * The platform `shop` in memory, with as much of ELB as the functions use: services at
 * 40/60 with two healthy targets at each site.
 */
export class FakeAws {
  readonly tags = new Map<string, Record<string, string>>();
  readonly actions = new Map<string, Action[]>();
  readonly health = new Map<string, string[]>();
  readonly calls: { name: string; at: number; input: unknown }[] = [];
  readonly logs: { level: string; message: string; fields?: object }[] = [];
  /** Runs before each call takes effect: throws for an AWS that fails, or changes things. */
  before: (name: string, input: any) => void = () => {};
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

  setWeights(service: string, weights: Weights): void {
    this.actions.set(ruleArn(service), [
      {
        Type: 'forward',
        Order: 1,
        ForwardConfig: {
          TargetGroups: (['on-prem', 'aws'] as const).map(site => ({
            TargetGroupArn: groupArn(service, site),
            Weight: weights[site],
          })),
        },
      },
    ]);
  }

  weights(service: string): (number | undefined)[] {
    const forward = this.actions.get(ruleArn(service))!.at(-1)!;
    return forward.ForwardConfig!.TargetGroups!.map(group => group.Weight);
  }

  setHealth(service: string, site: Site, ...states: string[]): void {
    this.health.set(groupArn(service, site), states);
  }

  automation(service: string): string | undefined {
    return this.tags.get(ruleArn(service))!['hybrid-platform:automation'];
  }

  history(service: string): string | undefined {
    return this.tags.get(ruleArn(service))![
      'hybrid-platform:automation-history'
    ];
  }

  tagRule(service: string, key: 'automation' | 'hold', value: string): void {
    this.tags.get(ruleArn(service))![`hybrid-platform:${key}`] = value;
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
    return {
      platform: 'shop',
      functionName: 'tested',
      loadBalancer: new LoadBalancer(
        { send: (command: unknown) => this.#send(command as never) },
        { take: async () => {} },
      ),
      discover: async () =>
        buildInventory([...this.tags].map(([arn, tags]) => ({ arn, tags }))),
      log: { info: log('info'), warn: log('warn'), error: log('error') } as Log,
      clock: this.clock,
    };
  }

  async #send(command: {
    constructor: { name: string };
    input: any;
  }): Promise<any> {
    const { input } = command;
    const name = command.constructor.name.replace(/Command$/, '');
    this.calls.push({ name, at: this.clock.now(), input });
    this.before(name, input);
    if (command instanceof DescribeTargetHealthCommand) {
      const states = this.health.get(input.TargetGroupArn)!;
      return {
        TargetHealthDescriptions: states.map(State => ({
          TargetHealth: { State },
        })),
      };
    }
    if (command instanceof DescribeRulesCommand) {
      return {
        Rules: input.RuleArns.map((arn: string) => ({
          RuleArn: arn,
          Actions: structuredClone(this.actions.get(arn)),
        })),
      };
    }
    if (command instanceof DescribeTagsCommand) {
      return {
        TagDescriptions: input.ResourceArns.map((arn: string) => ({
          ResourceArn: arn,
          Tags: Object.entries(this.tags.get(arn)!).map(([Key, Value]) => ({
            Key,
            Value,
          })),
        })),
      };
    }
    if (command instanceof ModifyRuleCommand) {
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
    throw new Error(`no such operation here: ${name}`);
  }
}
