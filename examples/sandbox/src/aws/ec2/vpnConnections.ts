import {
  DescribeVpnConnectionsCommand,
  type VpnConnection,
} from '@aws-sdk/client-ec2';
import type { VpnConnectionState, VpnTunnel, World } from '../../model';
import { AwsError, on } from '../../wire';
import type { WorldOf } from '../worlds';
import { filterConnections } from './filters';

/**
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpnConnections.html
 */
export const describeVpnConnectionsOperation = (worldOf: WorldOf) =>
  on(DescribeVpnConnectionsCommand)((input, call) => {
    const world = worldOf(call);
    const ids = input.VpnConnectionIds ?? [];
    const malformed = ids.find(id => !/^vpn-[0-9a-f]+$/.test(id));
    if (malformed !== undefined) {
      throw new AwsError(
        'InvalidVpnConnectionID.Malformed',
        `Invalid id: "${malformed}" (expecting "vpn-...")`,
      );
    }
    const unknown = ids.find(id => !world.vpnConnections.has(id));
    if (unknown !== undefined) {
      throw new AwsError(
        'InvalidVpnConnectionID.NotFound',
        `The vpnConnection ID '${unknown}' does not exist`,
      );
    }
    const connections = [...world.vpnConnections.values()]
      .filter(({ id }) => ids.length === 0 || ids.includes(id))
      .map(connection => render(connection, world));
    const found = filterConnections(connections, input.Filters ?? []);
    if (input.DryRun) {
      throw new AwsError(
        'DryRunOperation',
        'Request would have succeeded, but DryRun flag is set.',
        { status: 412 },
      );
    }
    return { VpnConnections: found };
  });

function render(connection: VpnConnectionState, world: World): VpnConnection {
  return {
    VpnConnectionId: connection.id,
    State: 'available',
    Type: 'ipsec.1',
    Category: 'VPN',
    CustomerGatewayId: connection.customerGatewayId,
    VpnGatewayId: connection.vpnGatewayId,
    TransitGatewayId: connection.transitGatewayId,
    GatewayAssociationState: 'associated',
    Options: {
      EnableAcceleration: false,
      StaticRoutesOnly: connection.staticRoutesOnly,
      LocalIpv4NetworkCidr: '0.0.0.0/0',
      RemoteIpv4NetworkCidr: '0.0.0.0/0',
      OutsideIpAddressType: 'PublicIpv4',
      TunnelInsideIpVersion: 'ipv4',
      TunnelOptions: connection.tunnels.map(({ outsideIpAddress }) => ({
        OutsideIpAddress: outsideIpAddress,
      })),
    },
    Routes: (connection.staticRoutes ?? []).map(cidr => ({
      DestinationCidrBlock: cidr,
      Source: 'Static',
      State: 'available',
    })),
    VgwTelemetry: connection.tunnels.map(renderTunnel),
    Tags: [...(world.tags.get(arnOf(connection, world)) ?? [])].map(
      ([Key, Value]) => ({ Key, Value }),
    ),
  };
}

function renderTunnel(tunnel: VpnTunnel) {
  return {
    OutsideIpAddress: tunnel.outsideIpAddress,
    Status: tunnel.up ? ('UP' as const) : ('DOWN' as const),
    LastStatusChange: new Date(tunnel.lastStatusChange),
    StatusMessage: tunnel.statusMessage,
    AcceptedRouteCount: tunnel.acceptedRouteCount,
  };
}

function arnOf({ id }: VpnConnectionState, world: World) {
  return `arn:aws:ec2:${world.region}:${world.accountId}:vpn-connection/${id}`;
}
