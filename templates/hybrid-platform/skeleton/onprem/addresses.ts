import { canonical, contains, prefixOf } from '../lib/config/cidr';

/** A range as MariaDB's grants name it: `10.20.0.0/255.255.0.0`. */
export function addressAndMask(cidr: string): string {
  const prefix = prefixOf(cidr);
  const octets = [0, 1, 2, 3].map(index => {
    const bits = Math.min(8, Math.max(0, prefix - index * 8));
    return 256 - 2 ** (8 - bits);
  });
  return `${canonical(cidr).split('/')[0]}/${octets.join('.')}`;
}

/** The range that an address is in. */
export function rangeOf(
  cidrs: readonly string[],
  address: string,
): string | undefined {
  return cidrs.find(cidr => contains(cidr, address));
}

/** The first address of a range, where routers usually are. */
export function firstHost(cidr: string): string {
  const octets = canonical(cidr).split('/')[0].split('.').map(Number);
  octets[3] += 1;
  return octets.join('.');
}
