import {
  CfnRoute,
  CfnTransitGateway,
  CfnTransitGatewayVpcAttachment,
  type IVpc,
} from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';

interface TransitGatewayProps {
  vpc: IVpc;
  name: string;
  asn: number;
  onPremCidrs: readonly string[];
}

/** For several VPCs, or more than one tunnel's throughput; it learns its routes by BGP. */
export class TransitGateway extends Construct {
  readonly attachment: { transitGatewayId: string };

  constructor(
    scope: Construct,
    id: string,
    { vpc, name, asn, onPremCidrs }: TransitGatewayProps,
  ) {
    super(scope, id);
    const gateway = new CfnTransitGateway(this, 'Gateway', {
      amazonSideAsn: asn,
      description: name,
      vpnEcmpSupport: 'enable',
      tags: [{ key: 'Name', value: name }],
    });
    const attachment = new CfnTransitGatewayVpcAttachment(this, 'Attachment', {
      transitGatewayId: gateway.ref,
      vpcId: vpc.vpcId,
      subnetIds: vpc.isolatedSubnets.map(subnet => subnet.subnetId),
      tags: [{ key: 'Name', value: name }],
    });
    // The VPC's own route tables learn nothing from a transit gateway.
    for (const subnet of [
      ...vpc.publicSubnets,
      ...vpc.privateSubnets,
      ...vpc.isolatedSubnets,
    ]) {
      onPremCidrs.forEach((cidr, i) => {
        new CfnRoute(this, `${subnet.node.id}Route${i}`, {
          routeTableId: subnet.routeTable.routeTableId,
          destinationCidrBlock: cidr,
          transitGatewayId: gateway.ref,
        }).addResourceDependency(attachment);
      });
    }
    this.attachment = { transitGatewayId: gateway.ref };
  }
}
