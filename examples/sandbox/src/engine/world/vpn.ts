import type { PlatformConfig } from '../platformConfig';
import type { VpnTunnel, World } from '../../model';
import { hex, naming } from '../naming';
import { tag } from './tagging';

/** The VPN connection. With static routes only the first of its tunnels is configured. */
export function addVpn(world: World, platform: PlatformConfig): void {
  const names = naming(world);
  const staticRoutesOnly = platform.vpn.routing === 'static';
  const routes = platform.network.onPremCidrs.length;
  const tunnel = (number: 1 | 2): VpnTunnel => {
    const configured = number === 1 || !staticRoutesOnly;
    return {
      outsideIpAddress: outsideAddress(`${world.platformId}/${number}`),
      configured,
      up: false,
      lastStatusChange: world.now(),
      statusMessage: 'IPSEC IS DOWN',
      acceptedRouteCount: 0,
      ...(configured ? upState(staticRoutesOnly, routes) : {}),
    };
  };
  world.vpnConnections.set(names.vpnConnectionId, {
    id: names.vpnConnectionId,
    customerGatewayId: names.customerGatewayId,
    ...(platform.vpn.gateway === 'tgw'
      ? { transitGatewayId: names.transitGatewayId }
      : { vpnGatewayId: names.vpnGatewayId }),
    staticRoutesOnly,
    tunnels: [tunnel(1), tunnel(2)],
  });
  tag(world, names.vpnConnectionArn);
}

/** Brings a tunnel up or down as VgwTelemetry shows it. */
export function setTunnel(
  world: World,
  tunnel: VpnTunnel,
  up: boolean,
  staticRoutesOnly: boolean,
  routes: number,
): void {
  if (tunnel.up === up) return;
  Object.assign(
    tunnel,
    up
      ? upState(staticRoutesOnly, routes)
      : { up: false, statusMessage: 'IPSEC IS DOWN', acceptedRouteCount: 0 },
    { lastStatusChange: world.now() },
  );
}

function upState(staticRoutesOnly: boolean, routes: number) {
  return {
    up: true,
    statusMessage: staticRoutesOnly ? '' : `${routes} BGP ROUTES`,
    acceptedRouteCount: routes,
  };
}

/** An address of the documentation's range, so that it can never be somebody's. */
function outsideAddress(seed: string): string {
  return `198.51.100.${1 + (parseInt(hex(seed, 6), 16) % 254)}`;
}
