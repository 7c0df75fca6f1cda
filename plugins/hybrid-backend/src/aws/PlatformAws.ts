import type { MetricAlarm } from '@aws-sdk/client-cloudwatch';
import type { VpnConnection } from '@aws-sdk/client-ec2';
import type { ResourceRecordSet } from '@aws-sdk/client-route-53';
import type {
  Action,
  Listener,
  Rule,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { TargetCounts } from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { PlatformConfig } from '../config';
import type { Deadline } from '../durable/Deadline';
import { BatchedRules } from './BatchedRules';
import { callingAws, type AwsClients } from './clients';
import {
  listChangesOfRule,
  listRuleChanges,
  type RuleChange,
} from './cloudTrail';
import {
  listAlarms,
  listAlarmsNotOk,
  readMetrics,
  readMetricSeries,
  type MetricPoint,
  type MetricQuery,
  type MetricValues,
} from './cloudWatch';
import { listVpnConnections } from './ec2';
import {
  listLoadBalancerNames,
  listListeners,
  listRules,
  readTargets,
  writeRuleActions,
} from './loadBalancing';
import { withPermit, type Pacing } from './pacing';
import { ReplicationAws } from './ReplicationAws';
import { countHealthyCheckers, listRecords } from './route53';
import { listTaggedResources, type TaggedResource } from './tagging';

/**
 * What the plugin asks of AWS about one platform, in its account and Region. Every failure
 * is thrown as a `HybridError` with a problem.
 */
export class PlatformAws {
  readonly #batched: BatchedRules;
  /** The platform's replications and databases. */
  readonly replication: ReplicationAws;

  constructor(
    readonly platform: PlatformConfig,
    private readonly clients: AwsClients,
  ) {
    this.replication = new ReplicationAws(platform, clients);
    this.#batched = new BatchedRules(clients.pacing, calls =>
      this.#call(async () => calls(await this.clients.loadBalancing())),
    );
  }

  /** How fast calls to the load balancers may go now. */
  get pacing(): Pacing {
    return this.clients.pacing;
  }

  taggedResources(): Promise<TaggedResource[]> {
    return this.#call(async () =>
      listTaggedResources(await this.clients.tagging(), this.platform.id),
    );
  }

  /**
   * Only the listener rules among {@link PlatformAws.taggedResources}. A type is what an ARN has
   * after its account, where AWS's lists name only the longer form, but its own load balancer
   * controller asks for the shorter one; whichever of both is known finds the rules.
   *
   * @see https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html
   */
  taggedRules(): Promise<TaggedResource[]> {
    return this.#call(async () =>
      listTaggedResources(await this.clients.tagging(), this.platform.id, [
        'elasticloadbalancing:listener-rule',
        'elasticloadbalancing:listener-rule/app',
      ]),
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

  listeners(listenerArns: string[]): Promise<Listener[]> {
    return this.#call(async () =>
      listListeners(await this.clients.loadBalancing(), listenerArns),
    );
  }

  rule(ruleArn: string): Promise<{ rule: Rule; requestId?: string }> {
    return this.#batched.rule(ruleArn);
  }

  /**
   * Waits for its turn, and then asks until when it may write. Fails as unreachable when it has
   * not succeeded by then; what is on its way may take effect all the same.
   */
  async writeRuleActions(
    ruleArn: string,
    actions: Action[],
    mayUntil: () => Promise<Deadline>,
  ): Promise<{ requestId?: string }> {
    const client = await this.#call(() => this.clients.loadBalancing());
    await this.pacing.acquire('write');
    const until = await mayUntil();
    return withPermit(() =>
      this.#call(() => writeRuleActions(client, ruleArn, actions, until)),
    );
  }

  tags(arn: string): Promise<Record<string, string>> {
    return this.#batched.tags(arn);
  }

  setTag(arn: string, key: string, value: string): Promise<void> {
    return this.#batched.setTag(arn, key, value);
  }

  removeTag(arn: string, key: string): Promise<void> {
    return this.#batched.removeTag(arn, key);
  }

  targets(targetGroupArn: string): Promise<TargetCounts> {
    return this.#call(async () =>
      readTargets(await this.clients.loadBalancing(), targetGroupArn),
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
  ): Promise<(MetricValues | undefined)[]> {
    return this.#call(async () =>
      readMetrics(await this.clients.cloudWatch(), queries, window),
    );
  }

  metricSeries(
    queries: MetricQuery[],
    window: { from: Date; to: Date; periodSeconds: number },
  ): Promise<(MetricPoint[] | undefined)[]> {
    return this.#call(async () =>
      readMetricSeries(await this.clients.cloudWatch(), queries, window),
    );
  }

  /** Who changed the rule, the newest first. */
  ruleChanges(ruleArn: string): Promise<RuleChange[]> {
    return this.#call(async () =>
      listChangesOfRule(await this.clients.cloudTrail(), ruleArn),
    );
  }

  /** Who changed any rule since then, the newest first, as far as some pages reach. */
  recentRuleChanges(since: Date, maxPages: number): Promise<RuleChange[]> {
    return this.#call(async () =>
      listRuleChanges(await this.clients.cloudTrail(), since, maxPages),
    );
  }

  alarms(names: string[]): Promise<MetricAlarm[]> {
    return this.#call(async () =>
      listAlarms(await this.clients.cloudWatch(), names),
    );
  }

  /** Every alarm of the account and Region that is not OK, the platform's or not. */
  alarmsNotOk(): Promise<MetricAlarm[]> {
    return this.#call(async () =>
      listAlarmsNotOk(await this.clients.cloudWatch()),
    );
  }

  vpnConnections(): Promise<VpnConnection[]> {
    return this.#call(async () =>
      listVpnConnections(await this.clients.ec2(), this.platform.id),
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
