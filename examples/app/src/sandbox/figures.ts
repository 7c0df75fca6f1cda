import type { AwsFaults, SandboxStatus } from '@hybrid-platform/sandbox';
import type { Site } from './SandboxClient';

type Service = SandboxStatus['services'][number];

export const SITES: readonly Site[] = ['on-prem', 'aws'];

export const SITE_NAMES: Record<Site, string> = {
  'on-prem': 'On-prem',
  aws: 'AWS',
};

/** Each site's percentage of the requests of the last ten seconds, if there were any. */
export function trafficShares(
  service: Service,
): Record<Site, number> | undefined {
  const { 'on-prem': onPrem, aws } = service.sites;
  const sum = onPrem.requests + aws.requests;
  if (sum === 0) return undefined;
  const share = Math.round((onPrem.requests / sum) * 100);
  return { 'on-prem': share, aws: 100 - share };
}

/** Whether anything at all is broken on purpose. */
export function hasFaults(status: SandboxStatus): boolean {
  return (
    SITES.some(site => !status.sites[site].up) ||
    status.tunnels.some(tunnel => !tunnel.up) ||
    Boolean(status.replication?.forcedLag) ||
    hasAwsFaults(status.aws) ||
    status.services.some(service =>
      SITES.some(
        site =>
          !service.sites[site].up ||
          service.sites[site].targets.some(target => !target.up),
      ),
    )
  );
}

export function hasAwsFaults(aws: AwsFaults): boolean {
  return (
    aws.throttleRate > 0 ||
    aws.errorRate > 0 ||
    aws.latencyMs > 0 ||
    aws.dropRate > 0 ||
    aws.hangRate > 0
  );
}
