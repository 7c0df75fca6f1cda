import { RemovalPolicy } from 'aws-cdk-lib';
import {
  CfnCustomerGateway,
  CfnVPNConnection,
  CfnVPNConnectionRoute,
  type IVpc,
} from 'aws-cdk-lib/aws-ec2';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { Config } from '../config';
import { PlatformStack } from '../platform-stack';
import { TransitGateway } from './transit-gateway';
import { TunnelAlarms } from './tunnel-alarms';
import { TunnelSecrets } from './tunnel-secrets';
import { tunnelOptions } from './tunnel-options';
import { VirtualPrivateGateway } from './virtual-private-gateway';

interface VpnStackProps {
  vpc: IVpc;
  topic: ITopic;
}

/** The Site-to-Site VPN to the on-prem site. */
export class VpnStack extends PlatformStack {
  readonly vpnId: string;

  constructor(
    scope: Construct,
    id: string,
    config: Config,
    { vpc, topic }: VpnStackProps,
  ) {
    super(scope, id, config, 'Site-to-Site VPN to the on-prem site');
    const { vpn, network, id: platformId } = this.platform;

    const customerGateway = new CfnCustomerGateway(this, 'CustomerGateway', {
      type: 'ipsec.1',
      ipAddress: vpn.customerGatewayAddress,
      bgpAsn: vpn.bgp.onPremAsn,
      tags: [{ key: 'Name', value: `${platformId}-on-prem` }],
    });
    const gateway =
      vpn.gateway === 'tgw'
        ? new TransitGateway(this, 'TransitGateway', {
            vpc,
            name: platformId,
            asn: vpn.bgp.awsAsn,
            onPremCidrs: network.onPremCidrs,
          })
        : new VirtualPrivateGateway(this, 'VirtualPrivateGateway', {
            vpc,
            name: platformId,
            asn: vpn.bgp.awsAsn,
          });
    const logs = new LogGroup(this, 'TunnelLogs', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const secrets = new TunnelSecrets(this, 'PreSharedKeys', { platformId });
    const connection = new CfnVPNConnection(this, 'Connection', {
      type: 'ipsec.1',
      customerGatewayId: customerGateway.ref,
      staticRoutesOnly: vpn.routing === 'static',
      ...gateway.attachment,
      vpnTunnelOptionsSpecifications: tunnelOptions(
        this.platform,
        secrets.keys,
        logs.logGroupArn,
      ),
      tags: [{ key: 'Name', value: platformId }],
    });
    connection.node.addDependency(gateway);

    if (vpn.routing === 'static') {
      network.onPremCidrs.forEach((cidr, i) => {
        new CfnVPNConnectionRoute(this, `Route${i}`, {
          vpnConnectionId: connection.ref,
          destinationCidrBlock: cidr,
        });
      });
    }
    this.vpnId = connection.ref;
    new TunnelAlarms(this, 'Alarms', {
      platform: this.platform,
      vpnId: this.vpnId,
      topic,
    });
  }
}
