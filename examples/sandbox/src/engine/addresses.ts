import { hex } from './naming';

/** The `ip:port` by which a target is named in faults and statuses. */
export function targetAddress(target: { id: string; port: number }): string {
  return `${target.id}:${target.port}`;
}

/**
 * Chooses a pod's address: the same for the same seed, inside the VPC, and not yet taken.
 * The first 256 addresses are left to gateways and load balancers.
 */
export function podAddress(
  seed: string,
  vpcCidr: string,
  taken: ReadonlySet<string>,
): string {
  const [network, prefix] = vpcCidr.split('/');
  const size = 2 ** (32 - Number(prefix));
  const reserved = size > 1024 ? 256 : 4;
  const usable = size - reserved - 1;
  const start = parseInt(hex(seed, 12), 16) % usable;
  for (let step = 0; step < usable; step++) {
    const address = fromNumber(
      toNumber(network) + reserved + ((start + step) % usable),
    );
    if (!taken.has(address)) return address;
  }
  throw new Error(`No address is left in ${vpcCidr}`);
}

function toNumber(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

function fromNumber(value: number): string {
  return [24, 16, 8, 0].map(shift => (value >>> shift) & 255).join('.');
}
