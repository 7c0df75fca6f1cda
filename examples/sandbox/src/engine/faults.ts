import type { World } from '../model';
import type { Site } from './naming';
import type { Place } from './places';

/** Which parts of the platform were switched off by hand. */
export interface Faults {
  setSite(site: Site, up: boolean): void;
  setService(service: string, site: Site, up: boolean): void;
  setTarget(service: string, site: Site, address: string, up: boolean): void;
  isSiteUp(site: Site): boolean;
  /** Whether the service's part of the site was left on; the site itself may be down. */
  isServiceUp(service: string, site: Site): boolean;
  /** Whether the target was left on; its service or site may be down. */
  isTargetUp(service: string, site: Site, address: string): boolean;
  /** Whether the target's process runs: site, service and target are all on. */
  runs(service: string, place: Place, address: string): boolean;
  clear(): void;
  /** Calls back after each change. */
  onChange(listener: () => void): () => void;
}

/** Everything is up at first. */
export function createFaults(): Faults {
  const down = new Set<string>();
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of [...listeners]) listener();
  };
  const set = (key: string, up: boolean) => {
    if (up) down.delete(key);
    else down.add(key);
    changed();
  };
  const isUp = (...key: string[]) => !down.has(key.join('/'));

  return {
    setSite: (site, up) => set(site, up),
    setService: (service, site, up) => set(`${site}/${service}`, up),
    setTarget: (service, site, address, up) =>
      set(`${site}/${service}/${address}`, up),
    isSiteUp: site => isUp(site),
    isServiceUp: (service, site) => isUp(site, service),
    isTargetUp: (service, site, address) => isUp(site, service, address),
    runs: (service, place, address) =>
      isUp(place) && isUp(place, service) && isUp(place, service, address),
    clear() {
      down.clear();
      changed();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Whether AWS reaches the place: on-prem needs one of the VPN connection's tunnels. */
export function isReachableFromAws(world: World, place: Place): boolean {
  return (
    place !== 'on-prem' ||
    [...world.vpnConnections.values()].some(connection =>
      connection.tunnels.some(tunnel => tunnel.up),
    )
  );
}
