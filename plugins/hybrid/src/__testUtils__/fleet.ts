import {
  sharesOf,
  type Evacuation,
  type EvacuationItem,
  type EvacuationPlan,
  type EvacuationPlanItem,
  type PlatformStatus,
  type ServiceStatus,
  type Site,
  type SiteStatus,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { aSite, aStatus } from './fixtures';

/** A service of the platform by its name, in its steady state unless told otherwise. */
export function aService(
  name: string,
  overrides: Partial<ServiceStatus> = {},
  sites: Partial<Record<Site, Partial<SiteStatus>>> = {},
): ServiceStatus {
  const steady = aStatus();
  const status = aStatus({
    entityRef: `component:default/${name}`,
    service: name,
    ...overrides,
  });
  const weights = {
    'on-prem': sites['on-prem']?.weight ?? steady.sites['on-prem'].weight,
    aws: sites.aws?.weight ?? steady.sites.aws.weight,
  };
  const shares = sharesOf(weights);
  const siteOf = (site: Site) =>
    aSite({ ...status.sites[site], share: shares[site], ...sites[site] });
  return {
    ...status,
    sites: { 'on-prem': siteOf('on-prem'), aws: siteOf('aws') },
  };
}

/** A platform with these services. */
export function aFleet(
  services: ServiceStatus[],
  overrides: Partial<PlatformStatus> = {},
): PlatformStatus {
  return {
    id: 'shop',
    accountId: '111122223333',
    region: 'ap-northeast-2',
    services: services.length,
    snapshot: {
      takenAt: new Date().toISOString(),
      ageSeconds: 3,
      stale: false,
    },
    serviceStatuses: services,
    brokenServices: [],
    tunnels: [],
    replications: [],
    dns: [],
    ...overrides,
  };
}

/** One service of a plan: allowed unless told otherwise. */
export function aPlanItem(
  service: string,
  overrides: Partial<EvacuationPlanItem> = {},
): EvacuationPlanItem {
  return {
    service,
    entityRef: `component:default/${service}`,
    from: { 'on-prem': 40, aws: 60 },
    to: { 'on-prem': 0, aws: 100 },
    verdict: 'shift',
    failed: [],
    ...overrides,
  };
}

/** The plan of leaving on-prem. */
export function anEvacuationPlan(
  items: EvacuationPlanItem[],
  overrides: Partial<EvacuationPlan> = {},
): EvacuationPlan {
  const count = (verdict: EvacuationPlanItem['verdict']) =>
    items.filter(item => item.verdict === verdict).length;
  return {
    platform: 'shop',
    off: 'on-prem',
    evaluatedAt: new Date().toISOString(),
    items,
    counts: {
      shift: count('shift'),
      'nothing-to-do': count('nothing-to-do'),
      refused: count('refused'),
      'not-permitted': count('not-permitted'),
    },
    estimatedSeconds: 90,
    ...overrides,
  };
}

/** The result of one service. */
export function anItem(
  service: string,
  overrides: Partial<EvacuationItem> = {},
): EvacuationItem {
  return {
    service,
    entityRef: `component:default/${service}`,
    state: 'succeeded',
    ...overrides,
  };
}

/** An evacuation of on-prem that is under way. */
export function anEvacuation(
  items: EvacuationItem[],
  overrides: Partial<Evacuation> = {},
): Evacuation {
  const count = (state: EvacuationItem['state']) =>
    items.filter(item => item.state === state).length;
  return {
    id: 'e1',
    platform: 'shop',
    off: 'on-prem',
    state: 'running',
    reason: 'The rack loses power',
    requestedBy: 'user:default/mina',
    createdAt: new Date(Date.now() - 20_000).toISOString(),
    counts: {
      pending: count('pending'),
      shifting: count('shifting'),
      succeeded: count('succeeded'),
      'nothing-to-do': count('nothing-to-do'),
      refused: count('refused'),
      'not-permitted': count('not-permitted'),
      failed: count('failed'),
      aborted: count('aborted'),
    },
    items,
    ...overrides,
  };
}
