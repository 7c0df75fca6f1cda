import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  Peer,
  Port,
  SecurityGroup,
  SubnetType,
  type IVpc,
} from 'aws-cdk-lib/aws-ec2';
import {
  ApplicationLoadBalancer,
  ApplicationProtocol,
  ListenerAction,
  SslPolicy,
  type ApplicationListener,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge';
import type { PlatformConfig } from '../config';

interface LoadBalancerProps {
  platform: PlatformConfig;
  vpc: IVpc;
  certificate: ICertificate;
}

/** The load balancer in front of both sites; what no service asks for is answered with 404. */
export class LoadBalancer extends Construct {
  readonly alb: ApplicationLoadBalancer;
  readonly listener: ApplicationListener;
  readonly securityGroup: SecurityGroup;

  constructor(
    scope: Construct,
    id: string,
    { platform, vpc, certificate }: LoadBalancerProps,
  ) {
    super(scope, id);
    this.securityGroup = this.makeSecurityGroup(vpc, platform);
    this.alb = new ApplicationLoadBalancer(this, 'Alb', {
      loadBalancerName: platform.id,
      vpc,
      vpcSubnets: { subnetType: SubnetType.PUBLIC },
      internetFacing: true,
      securityGroup: this.securityGroup,
      dropInvalidHeaderFields: true,
      deletionProtection: true,
    });
    this.alb.logAccessLogs(this.makeLogBucket(platform));

    this.listener = this.alb.addListener('Https', {
      port: 443,
      protocol: ApplicationProtocol.HTTPS,
      certificates: [certificate],
      sslPolicy: SslPolicy.RECOMMENDED_TLS,
      open: false,
      defaultAction: ListenerAction.fixedResponse(404, {
        contentType: 'text/plain',
        messageBody: 'No service has this address',
      }),
    });
    this.alb.addListener('Http', {
      port: 80,
      protocol: ApplicationProtocol.HTTP,
      open: false,
      defaultAction: ListenerAction.redirect({
        protocol: 'HTTPS',
        port: '443',
        permanent: true,
      }),
    });
  }

  private makeSecurityGroup(
    vpc: IVpc,
    { traffic }: PlatformConfig,
  ): SecurityGroup {
    const group = new SecurityGroup(this, 'SecurityGroup', {
      vpc,
      description: 'Load balancer: HTTP and HTTPS from the allowed ranges',
    });
    for (const cidr of traffic.allowedCidrs) {
      for (const port of [80, 443]) {
        group.addIngressRule(
          Peer.ipv4(cidr),
          Port.tcp(port),
          `${port} from ${cidr}`,
        );
      }
    }
    if (traffic.allowedCidrs.includes('0.0.0.0/0')) {
      acknowledge(
        group,
        'The load balancer serves the public; traffic.allowedCidrs narrows it',
        'EC23',
      );
    }
    return group;
  }

  private makeLogBucket({ traffic }: PlatformConfig): Bucket {
    const bucket = new Bucket(this, 'AccessLogs', {
      // ELB delivers to buckets with S3's own keys only.
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [{ expiration: Duration.days(traffic.accessLogDays) }],
    });
    acknowledge(
      bucket,
      'It holds access logs: logging access to them would never end',
      'S1',
    );
    return bucket;
  }
}
