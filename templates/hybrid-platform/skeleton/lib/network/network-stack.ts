import { RemovalPolicy, Tags } from 'aws-cdk-lib';
import {
  FlowLogDestination,
  FlowLogTrafficType,
  GatewayVpcEndpointAwsService,
  IpAddresses,
  SubnetType,
  Vpc,
} from 'aws-cdk-lib/aws-ec2';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { acknowledgeWarning } from '../acknowledge';
import type { Config } from '../config';
import { PlatformStack } from '../platform-stack';
import { InterfaceEndpoints } from './interface-endpoints';

/** The VPC: a public, a private and an isolated subnet in every availability zone. */
export class NetworkStack extends PlatformStack {
  readonly vpc: Vpc;

  constructor(scope: Construct, id: string, config: Config) {
    super(scope, id, config, 'VPC, subnets, NAT and endpoints');
    const { network, id: platformId } = this.platform;

    this.vpc = new Vpc(this, 'Vpc', {
      vpcName: platformId,
      ipAddresses: IpAddresses.cidr(network.vpcCidr),
      availabilityZones: this.availabilityZones,
      natGateways: network.natGateways,
      // The largest first, so that three zones still fit in a /18.
      subnetConfiguration: [
        {
          name: 'Private',
          subnetType: SubnetType.PRIVATE_WITH_EGRESS,
          cidrMask: 20,
        },
        { name: 'Public', subnetType: SubnetType.PUBLIC, cidrMask: 24 },
        {
          name: 'Isolated',
          subnetType: SubnetType.PRIVATE_ISOLATED,
          cidrMask: 24,
        },
      ],
      gatewayEndpoints: { S3: { service: GatewayVpcEndpointAwsService.S3 } },
      flowLogs: {
        All: {
          trafficType: FlowLogTrafficType.ALL,
          destination: FlowLogDestination.toCloudWatchLogs(
            new LogGroup(this, 'FlowLogs', {
              retention: network.flowLogDays,
              removalPolicy: RemovalPolicy.DESTROY,
            }),
          ),
        },
      },
      // It would be a Lambda function of its own for what no resource here uses.
      restrictDefaultSecurityGroup: false,
    });
    acknowledgeWarning(
      this.vpc,
      'The zones are chosen in the configuration: those of an account may change',
      'W3010',
    );
    this.tagSubnets();
    new InterfaceEndpoints(this, 'Endpoints', { vpc: this.vpc });
  }

  /** The load balancer controller and Karpenter find their subnets by these. */
  private tagSubnets() {
    for (const subnet of this.vpc.publicSubnets) {
      Tags.of(subnet).add('kubernetes.io/role/elb', '1');
    }
    for (const subnet of this.vpc.privateSubnets) {
      Tags.of(subnet).add('kubernetes.io/role/internal-elb', '1');
      Tags.of(subnet).add('karpenter.sh/discovery', this.platform.id);
    }
  }
}
