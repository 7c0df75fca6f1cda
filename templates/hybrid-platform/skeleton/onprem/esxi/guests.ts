import {
  onPremDatabaseOf,
  type PlatformConfig,
  type ServiceConfig,
} from '../../lib/config';
import { firstHost, rangeOf } from '../addresses';
import { prefixOf } from '../../lib/config/cidr';

/** A virtual machine on ESXi: one for each address that the configuration names on-prem. */
export interface Guest {
  name: string;
  address: string;
  prefix: number;
  router: string;
  services: ServiceConfig[];
  /** Runs MariaDB. */
  database: boolean;
}

export function guestsOf(
  config: PlatformConfig,
  services: readonly ServiceConfig[],
): Guest[] {
  const database = onPremDatabaseOf(config).address;
  const addresses = new Set([
    database,
    ...services.flatMap(service => service.onPrem.addresses),
  ]);
  return [...addresses].map(address => {
    // What is outside of every range is refused with the configuration; a guest still needs one.
    const range =
      rangeOf(config.network.onPremCidrs, address) ??
      config.network.onPremCidrs[0];
    return {
      name: `${config.id}-${address.replaceAll('.', '-')}`,
      address,
      prefix: prefixOf(range),
      router: firstHost(range),
      services: services.filter(service =>
        service.onPrem.addresses.includes(address),
      ),
      database: address === database,
    };
  });
}
