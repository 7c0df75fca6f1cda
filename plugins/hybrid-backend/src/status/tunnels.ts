import type { VpnConnection } from '@aws-sdk/client-ec2';
import type { TunnelStatus } from '@hybrid-platform/backstage-plugin-hybrid-common';

/** The tunnels of a platform's VPN connections; each connection has two. */
export function toTunnels(connections: VpnConnection[]): TunnelStatus[] {
  return connections.flatMap(connection =>
    (connection.VgwTelemetry ?? []).map(tunnel => ({
      connectionId: connection.VpnConnectionId!,
      outsideIpAddress: tunnel.OutsideIpAddress!,
      state: toState(tunnel.Status),
      ...(tunnel.LastStatusChange && {
        since: tunnel.LastStatusChange.toISOString(),
      }),
      ...(tunnel.StatusMessage && { message: tunnel.StatusMessage }),
    })),
  );
}

function toState(status: string | undefined): TunnelStatus['state'] {
  if (status === 'UP') return 'up';
  return status === 'DOWN' ? 'down' : 'unknown';
}
