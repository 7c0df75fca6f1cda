import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { PlatformConfig } from '../../lib/config';
import { lines, type RenderedFile } from '../files';
import { frrConf, frrDaemons } from './frr';
import { swanctlTunnel } from './swanctl';
import { gatewayTunnels, type GatewayTunnel } from './tunnels';

/**
 * The VPN gateway on-prem: `root/` is laid over the gateway's file system by `install.sh`.
 * What depends on the configuration is rendered here; what does not is in `vpn/static`.
 */
export function vpnFiles(
  config: PlatformConfig,
  describedTunnels: unknown,
): RenderedFile[] {
  const tunnels = gatewayTunnels(config, describedTunnels);
  const bgp = config.vpn.routing === 'bgp';
  return [
    ...staticFiles(),
    ...tunnels.map(tunnel => ({
      path: `root/etc/swanctl/conf.d/tunnel${tunnel.number}.conf`,
      text: swanctlTunnel(config, tunnel),
    })),
    {
      path: 'root/etc/hybrid-platform/vpn/tunnels',
      text: tunnelTable(tunnels),
    },
    {
      path: 'root/etc/hybrid-platform/vpn/routes',
      text: staticRoutes(config, tunnels),
    },
    ...(bgp
      ? [
          { path: 'root/etc/frr/frr.conf', text: frrConf(config, tunnels) },
          { path: 'root/etc/frr/daemons', text: frrDaemons() },
        ]
      : []),
  ];
}

/** For the scripts on the gateway. */
export function tunnelTable(tunnels: readonly GatewayTunnel[]): string {
  return lines(
    '# number interface inside-address outside-address-of-aws',
    ...tunnels.map(tunnel =>
      [
        tunnel.number,
        tunnel.interface,
        `${tunnel.onPremAddress}/30`,
        tunnel.outsideAddress,
      ].join(' '),
    ),
  );
}

/** With static routing the one tunnel gets the VPC; with BGP the routes are learnt. */
export function staticRoutes(
  { network, vpn }: PlatformConfig,
  [tunnel]: readonly GatewayTunnel[],
): string {
  return lines(
    '# range interface',
    vpn.routing === 'static' && `${network.vpcCidr} ${tunnel.interface}`,
  );
}

function staticFiles(): RenderedFile[] {
  const folder = join(__dirname, 'static');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(path => statSync(join(folder, path)).isFile())
    .sort()
    .map(path => ({
      path,
      text: readFileSync(join(folder, path), 'utf8'),
      executable: (statSync(join(folder, path)).mode & 0o100) !== 0,
    }));
}
