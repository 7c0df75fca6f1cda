import type { MetricAlarm } from '@aws-sdk/client-cloudwatch';
import type { ReplicationTask } from '@aws-sdk/client-database-migration-service';
import type { VpnConnection } from '@aws-sdk/client-ec2';
import type { ResourceRecordSet } from '@aws-sdk/client-route-53';
import type { Action, Rule } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { TargetCounts } from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { PlatformConfig } from '../config';
import { callingAws, type AwsClients } from './clients';
import {
  listAlarms,
  readMetrics,
  type MetricQuery,
  type MetricValues,
} from './cloudWatch';
import { listReplicationInstanceNames, listReplicationTasks } from './dms';
import { listVpnConnections } from './ec2';
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
import { countHealthyCheckers, listRecords } from './route53';
import { listTaggedResources, type TaggedResource } from './tagging';

/**
 * What the plugin asks of AWS about one platform, in its account and Region. Every failure
 * is thrown as a `HybridError` with a problem.
 */
export class PlatformAws {
  constructor(
    readonly platform: PlatformConfig,
    private readonly clients: AwsClients,
  ) {}

  taggedResources(): Promise<TaggedResource[]> {
    return this.#call(async () =>
      listTaggedResources(await this.clients.tagging(), this.platform.id),
    );
  }

  taggedHostedZones(): Promise<TaggedResource[]> {
    return this.#call(async () =>
      listTaggedResources(
        await this.clients.globalTagging(),
        this.platform.id,
        ['route53:hostedzone'],
      ),
    );
  }

  rules(listenerArn: string): Promise<Rule[]> {
    return this.#call(async () =>
      listRules(await this.clients.loadBalancing(), listenerArn),
    );
  }

  rule(ruleArn: string): Promise<{ rule: Rule; requestId?: string }> {
    return this.#call(async () =>
      readRule(await this.clients.loadBalancing(), ruleArn),
    );
  }

  writeRuleActions(
    ruleArn: string,
    actions: Action[],
  ): Promise<{ requestId?: string }> {
    return this.#call(async () =>
      writeRuleActions(await this.clients.loadBalancing(), ruleArn, actions),
    );
  }

  tags(arn: string): Promise<Record<string, string>> {
    return this.#call(async () =>
      readTags(await this.clients.loadBalancing(), arn),
    );
  }

  setTag(arn: string, key: string, value: string): Promise<void> {
    return this.#call(async () =>
      setTag(await this.clients.loadBalancing(), arn, key, value),
    );
  }

  removeTag(arn: string, key: string): Promise<void> {
    return this.#call(async () =>
      removeTag(await this.clients.loadBalancing(), arn, key),
    );
  }

  targets(targetGroupArn: string): Promise<TargetCounts> {
    return this.#call(async () =>
      countTargets(await this.clients.loadBalancing(), targetGroupArn),
    );
  }

  loadBalancerNames(arns: string[]): Promise<string[]> {
    return this.#call(async () =>
      listLoadBalancerNames(await this.clients.loadBalancing(), arns),
    );
  }

  metrics(
    queries: MetricQuery[],
    window: { from: Date; to: Date },
  ): Promise<MetricValues[]> {
    return this.#call(async () =>
      readMetrics(await this.clients.cloudWatch(), queries, window),
    );
  }

  alarms(names: string[]): Promise<MetricAlarm[]> {
    return this.#call(async () =>
      listAlarms(await this.clients.cloudWatch(), names),
    );
  }

  vpnConnections(): Promise<VpnConnection[]> {
    return this.#call(async () =>
      listVpnConnections(await this.clients.ec2(), this.platform.id),
    );
  }

  replicationTasks(arns: string[]): Promise<ReplicationTask[]> {
    return this.#call(async () =>
      listReplicationTasks(await this.clients.dms(), arns),
    );
  }

  replicationInstanceNames(arns: string[]): Promise<Map<string, string>> {
    return this.#call(async () =>
      listReplicationInstanceNames(await this.clients.dms(), arns),
    );
  }

  records(zoneId: string): Promise<ResourceRecordSet[]> {
    return this.#call(async () =>
      listRecords(await this.clients.route53(), zoneId),
    );
  }

  healthyCheckers(
    healthCheckId: string,
  ): Promise<{ healthy: number; total: number }> {
    return this.#call(async () =>
      countHealthyCheckers(await this.clients.route53(), healthCheckId),
    );
  }

  #call<T>(calls: () => Promise<T>): Promise<T> {
    return callingAws(this.platform, calls);
  }
}
