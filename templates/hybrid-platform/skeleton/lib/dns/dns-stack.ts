import { Duration } from 'aws-cdk-lib';
import type { ApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import {
  ARecord,
  Failover,
  HealthCheck,
  HealthCheckType,
  RecordTarget,
  type IHostedZone,
} from 'aws-cdk-lib/aws-route53';
import { LoadBalancerTarget } from 'aws-cdk-lib/aws-route53-targets';
import type { Construct } from 'constructs';
import type { Config } from '../config';
import { PlatformStack } from '../platform-stack';

interface DnsStackProps {
  zone: IHostedZone;
  alb: ApplicationLoadBalancer;
}

/** The names of the services: an alias of the load balancer for every host. */
export class DnsStack extends PlatformStack {
  private readonly zone: IHostedZone;
  private readonly alb: ApplicationLoadBalancer;

  constructor(
    scope: Construct,
    id: string,
    config: Config,
    { zone, alb }: DnsStackProps,
  ) {
    super(scope, id, config, 'records and health check');
    this.zone = zone;
    this.alb = alb;
    const secondary = this.platform.dns.secondaryAddresses;
    // Only whether the load balancer takes connections: whether services work is decided at
    // their target groups, and must not take the name away from all of them.
    const healthCheck = new HealthCheck(this, 'LoadBalancerAnswers', {
      type: HealthCheckType.TCP,
      fqdn: alb.loadBalancerDnsName,
      port: 443,
      requestInterval: Duration.seconds(secondary ? 10 : 30),
      failureThreshold: 3,
    });
    const hosts = new Set(this.services.flatMap(service => service.hosts));
    for (const host of hosts) {
      if (secondary) this.addFailover(host, secondary, healthCheck);
      else this.addAlias(host);
    }
  }

  /**
   * Without `evaluateTargetHealth`: Route 53 would call the load balancer unhealthy as soon as
   * one of a service's two target groups is, which is just when it must carry the traffic.
   */
  private addAlias(host: string) {
    new ARecord(this, `Alias-${host}`, {
      zone: this.zone,
      recordName: host,
      target: RecordTarget.fromAlias(
        new LoadBalancerTarget(this.alb, { evaluateTargetHealth: false }),
      ),
    });
  }

  /**
   * A failover alias must evaluate target health, so the target groups take no part in it
   * (`dns_failover` is off), and the health check alone decides.
   */
  private addFailover(
    host: string,
    addresses: string[],
    healthCheck: HealthCheck,
  ) {
    new ARecord(this, `Primary-${host}`, {
      zone: this.zone,
      recordName: host,
      setIdentifier: `${host}-load-balancer`,
      failover: Failover.PRIMARY,
      healthCheck,
      target: RecordTarget.fromAlias(
        new LoadBalancerTarget(this.alb, { evaluateTargetHealth: true }),
      ),
    });
    new ARecord(this, `Secondary-${host}`, {
      zone: this.zone,
      recordName: host,
      setIdentifier: `${host}-on-prem`,
      failover: Failover.SECONDARY,
      ttl: Duration.seconds(60),
      target: RecordTarget.fromIpAddresses(...addresses),
    });
  }
}
