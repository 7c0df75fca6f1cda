import type { Action, Rule } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { TargetCounts } from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { MetricAlarm } from '@aws-sdk/client-cloudwatch';
import type { PlatformConfig } from '../config';
import { callingAws, type AwsClients } from './clients';
import {
  listAlarms,
  readMetrics,
  type MetricQuery,
  type MetricValues,
} from './cloudWatch';
import type * as dms from './dms';
import type * as ec2 from './ec2';
import {
  countTargets,
  listLoadBalancerNames,
  listRules,
  readRule,
  readTags,
  removeTag,
  setTag,
  writeRuleActions,
} from './loadBalancing';
import type * as route53 from './route53';
import { listTaggedResources, type TaggedResource } from './tagging';

type Awaitable<F extends (...args: any[]) => Promise<any>> = ReturnType<F>;

/**
 * What the plugin asks of AWS about one platform, in its account and Region. Every failure
 * is thrown as a `HybridError` with a problem. EC2, DMS and Route 53 are loaded when they are
 * first asked, for they are large.
 */
export class PlatformAws {
  constructor(
    readonly platform: PlatformConfig,
    private readonly clients: AwsClients,
  ) {}

  taggedResources(): Promise<TaggedResource[]> {
    return this.#call(async () => {
      return listTaggedResources(
        await this.clients.tagging(),
        this.platform.id,
      );
    });
  }

  taggedHostedZones(): Promise<TaggedResource[]> {
    return this.#call(async () => {
      return listTaggedResources(
        await this.clients.globalTagging(),
        this.platform.id,
        ['route53:hostedzone'],
      );
    });
  }

  rules(listenerArn: string): Promise<Rule[]> {
    return this.#call(async () => {
      return listRules(await this.clients.loadBalancing(), listenerArn);
    });
  }

  rule(ruleArn: string): Promise<{ rule: Rule; requestId?: string }> {
    return this.#call(async () => {
      return readRule(await this.clients.loadBalancing(), ruleArn);
    });
  }

  writeRuleActions(
    ruleArn: string,
    actions: Action[],
  ): Promise<{ requestId?: string }> {
    return this.#call(async () => {
      return writeRuleActions(
        await this.clients.loadBalancing(),
        ruleArn,
        actions,
      );
    });
  }

  tags(arn: string): Promise<Record<string, string>> {
    return this.#call(async () => {
      return readTags(await this.clients.loadBalancing(), arn);
    });
  }

  setTag(arn: string, key: string, value: string): Promise<void> {
    return this.#call(async () => {
      return setTag(await this.clients.loadBalancing(), arn, key, value);
    });
  }

  removeTag(arn: string, key: string): Promise<void> {
    return this.#call(async () => {
      return removeTag(await this.clients.loadBalancing(), arn, key);
    });
  }

  targets(targetGroupArn: string): Promise<TargetCounts> {
    return this.#call(async () => {
      return countTargets(await this.clients.loadBalancing(), targetGroupArn);
    });
  }

  loadBalancerNames(arns: string[]): Promise<string[]> {
    return this.#call(async () => {
      return listLoadBalancerNames(await this.clients.loadBalancing(), arns);
    });
  }

  metrics(
    queries: MetricQuery[],
    window: { from: Date; to: Date },
  ): Promise<MetricValues[]> {
    return this.#call(async () => {
      return readMetrics(await this.clients.cloudWatch(), queries, window);
    });
  }

  alarms(names: string[]): Promise<MetricAlarm[]> {
    return this.#call(async () => {
      return listAlarms(await this.clients.cloudWatch(), names);
    });
  }

  vpnConnections(): Awaitable<typeof ec2.listVpnConnections> {
    return this.#call(async () => {
      const { listVpnConnections } = await import('./ec2');
      return listVpnConnections(await this.clients.ec2(), this.platform.id);
    });
  }

  replicationTasks(arns: string[]): Awaitable<typeof dms.listReplicationTasks> {
    return this.#call(async () => {
      const { listReplicationTasks } = await import('./dms');
      return listReplicationTasks(await this.clients.dms(), arns);
    });
  }

  replicationInstanceNames(
    arns: string[],
  ): Awaitable<typeof dms.listReplicationInstanceNames> {
    return this.#call(async () => {
      const { listReplicationInstanceNames } = await import('./dms');
      return listReplicationInstanceNames(await this.clients.dms(), arns);
    });
  }

  records(zoneId: string): Awaitable<typeof route53.listRecords> {
    return this.#call(async () => {
      const { listRecords } = await import('./route53');
      return listRecords(await this.clients.route53(), zoneId);
    });
  }

  healthyCheckers(
    healthCheckId: string,
  ): Awaitable<typeof route53.countHealthyCheckers> {
    return this.#call(async () => {
      const { countHealthyCheckers } = await import('./route53');
      return countHealthyCheckers(await this.clients.route53(), healthCheckId);
    });
  }

  #call<T>(calls: () => Promise<T>): Promise<T> {
    return callingAws(this.platform, calls);
  }
}
