import type { TargetCounts } from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { SafetyFacts } from '../shifts/plan/safety/index';

export function targets(healthy: number, total = 3): TargetCounts {
  return { healthy, total, reasons: {} };
}

/** A failover to AWS that nothing speaks against. */
export const GOOD: SafetyFacts = {
  kind: 'failover',
  from: { 'on-prem': 40, aws: 60 },
  steps: [{ 'on-prem': 0, aws: 100 }],
  targets: { 'on-prem': targets(2), aws: targets(3) },
  requestedBy: 'user:default/owner',
  entityRef: 'component:default/cart',
  taggedEntityRef: 'component:default/cart',
  replication: { replications: [], maxLagSeconds: 30 },
  now: new Date('2026-11-22T10:00:00.000Z'),
};
