const REASON = 'a test of the answer';
const FAILOVER = { kind: 'failover', to: 'aws' };

/** A valid body for each operation of the contract that takes one. */
export const REQUESTS: Record<string, object | undefined> = {
  CreatePlan: FAILOVER,
  CreateShift: { ...FAILOVER, reason: REASON },
  AbortShift: { rollBack: false },
  HoldService: { durationSeconds: 600, reason: REASON },
  PlanEvacuation: { off: 'on-prem' },
  Evacuate: { off: 'on-prem', services: ['cart'], reason: REASON },
  StartReplication: {},
  ReloadReplication: { tables: [{ schema: 'shop', table: 'orders' }] },
};
