/** One Site-to-Site VPN connection; it always has two tunnels. */
export interface VpnConnectionState {
  id: string;
  customerGatewayId: string;
  vpnGatewayId?: string;
  transitGatewayId?: string;
  staticRoutesOnly: boolean;
  /** CIDRs of the static routes; absent with BGP. */
  staticRoutes?: string[];
  tunnels: [VpnTunnel, VpnTunnel];
}

export interface VpnTunnel {
  outsideIpAddress: string;
  /** Whether the on-prem gateway has the tunnel configured at all. */
  configured: boolean;
  up: boolean;
  lastStatusChange: number;
  statusMessage: string;
  acceptedRouteCount: number;
}
