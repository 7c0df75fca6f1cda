/** The tags that the platform's CDK application puts on what it makes. */
export const TAGS = {
  platform: 'hybrid-platform:platform',
  service: 'hybrid-platform:service',
  entity: 'hybrid-platform:entity',
  site: 'hybrid-platform:site',
  defaultWeight: 'hybrid-platform:default-weight',
} as const;
