/** The tags by which Backstage and the Lambdas find the resources of a platform. */
export const TAGS = {
  /** On every resource: the platform's id. */
  platform: 'hybrid-platform:platform',
  /** On listener rules, target groups and alarms: the service's name. */
  service: 'hybrid-platform:service',
  /** On listener rules and replications: the catalog entity that may operate them. */
  entity: 'hybrid-platform:entity',
  /** On target groups and DMS endpoints: `on-prem` or `aws`. */
  site: 'hybrid-platform:site',
  /** On target groups: the weight in the steady state, 0–999. */
  defaultWeight: 'hybrid-platform:default-weight',
  /** On listener rules that the failover Lambdas moved; they alone write it. */
  automation: 'hybrid-platform:automation',
  /** On the same rules, and kept: when automation moved them and brought them back. */
  automationHistory: 'hybrid-platform:automation-history',
  /** On listener rules whose traffic the office hours moved on-prem. */
  officeHours: 'hybrid-platform:office-hours',
} as const;

/** The System that `catalog-info.yaml` describes. */
export const systemRef = (platformId: string) => `system:default/${platformId}`;

export type Site = 'on-prem' | 'aws';
export const SITES: readonly Site[] = ['on-prem', 'aws'];
