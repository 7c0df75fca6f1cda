import { z } from 'zod';
import { entityRef, id } from './fields';
import * as sections from './sections';

/** `config/platform.yaml`. */
export const platformSchema = z.strictObject({
  id,
  name: z.string().min(1).max(100),
  owner: entityRef,
  account: z.string().regex(/^\d{12}$/, 'must be a 12-digit AWS account id'),
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be an AWS Region'),
  availabilityZones: z.array(z.string()).min(2).max(3),
  network: sections.network,
  vpn: sections.vpn,
  cluster: sections.cluster,
  data: sections.data,
  traffic: sections.traffic,
  dns: sections.dns,
  failover: sections.failover,
  schedule: sections.schedule,
  addOns: sections.addOns,
  deploy: sections.deploy,
});

/** With every default in place. */
export type PlatformConfig = z.infer<typeof platformSchema>;
/** As somebody writes it. */
export type PlatformInput = z.input<typeof platformSchema>;
export type OfficeHours = Extract<
  PlatformConfig['schedule'],
  { mode: 'office-hours' }
>;

/** The range inside a tunnel, AWS's address in it, and that of the gateway on-prem. */
export interface Tunnel {
  insideCidr: string;
  awsAddress: string;
  onPremAddress: string;
}

const DEFAULT_INSIDE_CIDRS = ['169.254.10.0/30', '169.254.11.0/30'];

/** The tunnels in use: one when the routing is static, both with BGP. */
export function tunnelsOf({ vpn }: PlatformConfig): Tunnel[] {
  const cidrs =
    vpn.tunnels?.map(({ insideCidr }) => insideCidr) ??
    DEFAULT_INSIDE_CIDRS.slice(0, vpn.routing === 'bgp' ? 2 : 1);
  return cidrs.map(insideCidr => ({
    insideCidr,
    awsAddress: hostIn(insideCidr, 1),
    onPremAddress: hostIn(insideCidr, 2),
  }));
}

/** Where MariaDB listens on-prem. */
export function onPremDatabaseOf({ data, network }: PlatformConfig): {
  address: string;
  port: number;
} {
  return {
    address: data.onPrem.address ?? hostIn(network.onPremCidrs[0], 10),
    port: data.onPrem.port,
  };
}

function hostIn(cidr: string, host: number): string {
  const octets = cidr.split('/')[0].split('.').map(Number);
  octets[3] += host;
  return octets.join('.');
}
