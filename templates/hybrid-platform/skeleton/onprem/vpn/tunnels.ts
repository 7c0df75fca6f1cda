import { z } from 'zod';
import { tunnelsOf, type PlatformConfig, type Tunnel } from '../../lib/config';

/**
 * What `aws ec2 describe-vpn-connections` tells of the tunnels. AWS lists them in an order of
 * its own, so a tunnel is known by the range inside it, which the configuration chose.
 */
const awsTunnels = z.array(
  z.object({
    OutsideIpAddress: z.ipv4(),
    TunnelInsideCidr: z.cidrv4(),
  }),
);

/** A tunnel as the gateway on-prem sees it. */
export interface GatewayTunnel extends Tunnel {
  number: 1 | 2;
  /** Of its network interface on the gateway. */
  interface: string;
  /** Where AWS answers. */
  outsideAddress: string;
  preferred: boolean;
}

export class TunnelError extends Error {}

/** The tunnels in use, joined with the addresses that AWS gave them. */
export function gatewayTunnels(
  config: PlatformConfig,
  described: unknown,
): GatewayTunnel[] {
  const parsed = awsTunnels.safeParse(described);
  if (!parsed.success) {
    throw new TunnelError(
      'The tunnels must be a JSON list of objects with OutsideIpAddress and TunnelInsideCidr, as describe-vpn-connections answers.',
    );
  }
  return tunnelsOf(config).map((tunnel, index) => {
    const aws = parsed.data.find(
      ({ TunnelInsideCidr }) => TunnelInsideCidr === tunnel.insideCidr,
    );
    if (!aws) {
      const found = parsed.data.map(item => item.TunnelInsideCidr).join(', ');
      throw new TunnelError(
        `AWS has no tunnel with the inside range ${tunnel.insideCidr}; it has ${
          found || 'none'
        }. Deploy the VPN stack with this configuration first.`,
      );
    }
    const number = (index + 1) as 1 | 2;
    return {
      ...tunnel,
      number,
      interface: `ipsec${index}`,
      outsideAddress: aws.OutsideIpAddress,
      preferred:
        config.vpn.routing === 'static' ||
        number === config.vpn.bgp.preferredTunnel,
    };
  });
}
