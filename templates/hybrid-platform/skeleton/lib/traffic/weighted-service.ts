import { Duration, Tags } from 'aws-cdk-lib';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import {
  ApplicationListenerRule,
  ApplicationProtocol,
  ApplicationTargetGroup,
  ListenerAction,
  ListenerCondition,
  TargetType,
  type ApplicationListener,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { IpTarget } from 'aws-cdk-lib/aws-elasticloadbalancingv2-targets';
import { Construct } from 'constructs';
import type { ServiceConfig } from '../config';
import { TAGS, type Site } from '../tags';
import { LiveWeights, type LiveWeightsProvider } from './live-weights';

interface WeightedServiceProps {
  platformId: string;
  service: ServiceConfig;
  vpc: IVpc;
  listener: ApplicationListener;
  liveWeights: LiveWeightsProvider;
}

/**
 * One service: a target group per site, both in the same rule. In two rules the one with the
 * lower priority would take everything, whatever the weights.
 */
export class WeightedService extends Construct {
  readonly targetGroups: Record<Site, ApplicationTargetGroup>;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: WeightedServiceProps,
  ) {
    super(scope, id);
    const { platformId, service, listener, liveWeights } = props;
    const onPrem = this.makeTargetGroup('OnPrem', 'on-prem');
    for (const address of service.onPrem.addresses) {
      // Outside of the VPC: the address belongs to no availability zone.
      onPrem.addTarget(new IpTarget(address, service.onPrem.port, 'all'));
    }
    // Empty here: the load balancer controller in the cluster registers the pods.
    const aws = this.makeTargetGroup('Aws', 'aws');
    this.targetGroups = { 'on-prem': onPrem, aws };

    const weights = new LiveWeights(this, 'Weights', {
      provider: liveWeights,
      listenerArn: listener.listenerArn,
      service: service.name,
      defaults: service.weights,
    });
    const rule = new ApplicationListenerRule(this, 'Rule', {
      listener,
      priority: service.priority,
      conditions: [
        ListenerCondition.hostHeaders(service.hosts),
        ...(service.paths.length > 0
          ? [ListenerCondition.pathPatterns(service.paths)]
          : []),
      ],
      action: ListenerAction.weightedForward([
        { targetGroup: onPrem, weight: weights.of('on-prem') },
        { targetGroup: aws, weight: weights.of('aws') },
      ]),
    });
    weights.readBefore(rule);

    Tags.of(this).add(TAGS.platform, platformId);
    Tags.of(this).add(TAGS.service, service.name);
    Tags.of(rule).add(TAGS.entity, service.entity);
  }

  /** The name of a target group in metrics, which is the last part of its ARN. */
  metricName(site: Site): string {
    return this.targetGroups[site].targetGroupFullName;
  }

  private makeTargetGroup(id: string, site: Site): ApplicationTargetGroup {
    const { platformId, service, vpc } = this.props;
    const check = service.healthCheck;
    const group = new ApplicationTargetGroup(this, id, {
      targetGroupName: `${platformId}-${service.name}-${site}`,
      vpc,
      targetType: TargetType.IP,
      protocol: ApplicationProtocol.HTTP,
      // Every target comes with its own port. A change of this one would replace the group,
      // which its fixed name forbids.
      port: 80,
      deregistrationDelay: Duration.seconds(30),
      healthCheck: {
        path: check.path,
        interval: Duration.seconds(check.intervalSeconds),
        timeout: Duration.seconds(check.timeoutSeconds),
        healthyThresholdCount: check.healthyThreshold,
        unhealthyThresholdCount: check.unhealthyThreshold,
        healthyHttpCodes: check.matcher,
      },
    });
    // Route 53 calls the whole load balancer unhealthy when one group is: an outage on-prem
    // would take the name away from a load balancer that works.
    group.setAttribute(
      'target_group_health.dns_failover.minimum_healthy_targets.count',
      'off',
    );
    Tags.of(group).add(TAGS.site, site);
    Tags.of(group).add(TAGS.defaultWeight, String(service.weights[site]));
    return group;
  }
}
