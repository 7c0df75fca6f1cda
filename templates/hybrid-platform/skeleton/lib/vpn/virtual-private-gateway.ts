import {
  CfnVPCGatewayAttachment,
  CfnVPNGateway,
  CfnVPNGatewayRoutePropagation,
  type IVpc,
} from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';

interface VirtualPrivateGatewayProps {
  vpc: IVpc;
  name: string;
  asn: number;
}

/** One VPC's own end of the VPN; it spreads the routes that it learns. */
export class VirtualPrivateGateway extends Construct {
  readonly attachment: { vpnGatewayId: string };

  constructor(
    scope: Construct,
    id: string,
    { vpc, name, asn }: VirtualPrivateGatewayProps,
  ) {
    super(scope, id);
    const gateway = new CfnVPNGateway(this, 'Gateway', {
      type: 'ipsec.1',
      amazonSideAsn: asn,
      tags: [{ key: 'Name', value: name }],
    });
    const attachment = new CfnVPCGatewayAttachment(this, 'Attachment', {
      vpcId: vpc.vpcId,
      vpnGatewayId: gateway.ref,
    });
    // The public subnets too: the load balancer's addresses are there, and need the way.
    const propagation = new CfnVPNGatewayRoutePropagation(this, 'Propagation', {
      vpnGatewayId: gateway.ref,
      routeTableIds: [
        ...vpc.publicSubnets,
        ...vpc.privateSubnets,
        ...vpc.isolatedSubnets,
      ].map(subnet => subnet.routeTable.routeTableId),
    });
    propagation.addResourceDependency(attachment);
    this.attachment = { vpnGatewayId: gateway.ref };
  }
}
