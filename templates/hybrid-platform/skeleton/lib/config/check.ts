import { checkCluster } from './checks/cluster';
import { checkData, checkDns } from './checks/data';
import { checkNetwork, checkOnPremDatabase, checkVpn } from './checks/network';
import { checkServices } from './checks/services';
import type { PlatformConfig } from './platform';
import { PLATFORM_FILE, type ConfigProblem } from './problem';
import type { ServiceConfig } from './service';

export type { ConfigProblem } from './problem';

/** What no single field shows: settings that are good alone and wrong together. */
export function checkConfig(
  platform: PlatformConfig,
  services: readonly ServiceConfig[],
): ConfigProblem[] {
  const checks = [
    checkNetwork,
    checkVpn,
    checkOnPremDatabase,
    checkCluster,
    checkData,
    checkDns,
  ];
  return [
    ...checks
      .flatMap(check => check(platform))
      .map(([path, message]) => ({ file: PLATFORM_FILE, path, message })),
    ...checkServices(platform, services),
  ];
}
