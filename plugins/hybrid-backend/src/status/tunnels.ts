import type { VgwTelemetry, VpnConnection } from '@aws-sdk/client-ec2';
import type { TunnelStatus } from '@hybrid-platform/backstage-plugin-hybrid-common';

/** EC2 goes on listing a connection for some time after it was deleted. */
const GONE = ['deleted', 'deleting'];

/**
 * The tunnels of a platform's VPN connections; each connection has two. Those of which AWS
 * tells no state are there all the same, and so is a connection of which it tells no tunnels.
 */
export function toTunnels(connections: VpnConnection[]): TunnelStatus[] {
  return connections
    .filter(({ State }) => !GONE.includes(State ?? ''))
    .flatMap(connection => {
      const told = (connection.VgwTelemetry ?? []).map(tunnel =>
        toTunnel(connection, tunnel),
      );
      const silent = (connection.Options?.TunnelOptions ?? [])
        .map(({ OutsideIpAddress }) => OutsideIpAddress)
        .filter(
          address =>
            address !== undefined &&
            !told.some(({ outsideIpAddress }) => outsideIpAddress === address),
        )
        .map(OutsideIpAddress => toTunnel(connection, { OutsideIpAddress }));
      const known = [...told, ...silent];
      return known.length > 0 ? known : [toTunnel(connection, {})];
    });
}

function toTunnel(
  { VpnConnectionId, State }: VpnConnection,
  { OutsideIpAddress, Status, LastStatusChange, StatusMessage }: VgwTelemetry,
): TunnelStatus {
  const state = toState(Status);
  const message =
    StatusMessage ||
    (Status === undefined &&
      `AWS tells nothing of it; the connection is ${State ?? 'there'}.`);
  return {
    connectionId: VpnConnectionId!,
    outsideIpAddress: OutsideIpAddress ?? '',
    state,
    ...(LastStatusChange && { since: LastStatusChange.toISOString() }),
    ...(message && { message }),
  };
}

function toState(status: string | undefined): TunnelStatus['state'] {
  if (status === 'UP') return 'up';
  return status === 'DOWN' ? 'down' : 'unknown';
}
