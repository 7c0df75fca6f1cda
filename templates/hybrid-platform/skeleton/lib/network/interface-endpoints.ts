import {
  InterfaceVpcEndpoint,
  InterfaceVpcEndpointAwsService,
  Peer,
  Port,
  SecurityGroup,
  SubnetType,
  type IVpc,
} from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge';

/**
 * AWS's APIs inside the VPC, for what must work without the NAT gateway: DMS Serverless
 * reaches its secrets and logs in no other way.
 */
export class InterfaceEndpoints extends Construct {
  constructor(scope: Construct, id: string, { vpc }: { vpc: IVpc }) {
    super(scope, id);
    const securityGroup = new SecurityGroup(this, 'SecurityGroup', {
      vpc,
      description: 'VPC endpoints: HTTPS from the VPC',
      allowAllOutbound: false,
    });
    securityGroup.addIngressRule(
      Peer.ipv4(vpc.vpcCidrBlock),
      Port.tcp(443),
      'HTTPS from the VPC',
    );
    acknowledge(
      securityGroup,
      'The range is that of the VPC, which cdk-nag cannot see in a reference',
      'EC23',
    );
    const services = {
      SecretsManager: InterfaceVpcEndpointAwsService.SECRETS_MANAGER,
      Logs: InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS,
    };
    for (const [name, service] of Object.entries(services)) {
      new InterfaceVpcEndpoint(this, name, {
        vpc,
        service,
        securityGroups: [securityGroup],
        open: false,
        subnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS },
      });
    }
  }
}
