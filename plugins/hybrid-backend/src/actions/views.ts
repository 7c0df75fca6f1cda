import type { Z } from './fields';

/*
 * What the actions show of the API's answers: what somebody who decides needs, and little
 * enough to be read by a language model. Members that are not named here are left out.
 */

const problem = (z: Z) =>
  z.object({ code: z.string(), message: z.string(), remedy: z.string() });

const weights = (z: Z) => z.object({ 'on-prem': z.number(), aws: z.number() });

const rule = (z: Z) =>
  z.object({
    id: z.string(),
    title: z.string(),
    passed: z.boolean(),
    explanation: z.string(),
    remedy: z.string().optional(),
    writesAtRiskSeconds: z.number().optional(),
  });

const hold = (z: Z) =>
  z.object({
    by: z.string(),
    until: z.string(),
    reason: z.string().optional(),
  });

const snapshot = (z: Z) =>
  z.object({
    takenAt: z.string(),
    ageSeconds: z.number(),
    stale: z.boolean(),
    problem: problem(z).optional(),
  });

const shiftSummary = (z: Z) =>
  z.object({
    id: z.string(),
    entityRef: z.string(),
    kind: z.string(),
    state: z
      .string()
      .describe(
        'planned, awaiting-approval, running, verifying; ended: succeeded, failed, aborted, rolled-back',
      ),
    reason: z.string(),
    requestedBy: z.string(),
    from: weights(z),
    to: weights(z),
    createdAt: z.string(),
    endedAt: z.string().optional(),
    recoveryTimeSeconds: z.number().optional(),
    returnTimeSeconds: z.number().optional(),
    problem: problem(z).optional(),
    progress: z
      .object({
        step: z.number(),
        steps: z.number(),
        until: z.string().optional(),
      })
      .optional(),
    aborting: z.boolean().optional(),
  });

export const planView = (z: Z) =>
  z.object({
    entityRef: z.string(),
    kind: z.string(),
    from: weights(z),
    to: weights(z),
    steps: z.array(z.object({ weights: weights(z), bakeSeconds: z.number() })),
    durationSeconds: z.number().optional(),
    allowed: z.boolean().describe('Whether start-shift would begin it'),
    approvalRequired: z
      .boolean()
      .describe('Whether another person has to approve before anything moves'),
    rules: z.array(rule(z)),
  });

export const shiftView = (z: Z) =>
  shiftSummary(z).extend({
    ended: z.boolean().describe('Whether the shift is over'),
    events: z
      .array(
        z.object({
          sequence: z.number(),
          at: z.string(),
          type: z.string(),
          message: z.string(),
        }),
      )
      .describe('The latest events, oldest first'),
  });

const site = (z: Z) =>
  z.object({
    weight: z.number(),
    defaultWeight: z.number(),
    share: z.number(),
    actualShare: z.number().optional(),
    requests: z.number().optional(),
    errors: z.number().optional(),
    health: z.string(),
    targets: z.object({ healthy: z.number(), total: z.number() }),
  });

export const serviceView = (z: Z) =>
  z.object({
    entityRef: z.string(),
    platform: z.string(),
    service: z.string(),
    sites: z.object({ 'on-prem': site(z), aws: site(z) }),
    windowSeconds: z.number(),
    drift: z
      .object({ expected: weights(z), actual: weights(z) })
      .optional()
      .describe(
        'The weights are neither the default nor those of the last shift',
      ),
    hold: hold(z).optional(),
    automation: z.object({ state: z.string(), since: z.string() }).optional(),
    alarms: z
      .array(
        z.object({
          name: z.string(),
          state: z.string(),
          reason: z.string().optional(),
        }),
      )
      .describe('Alarms that are not OK'),
    activeShift: shiftSummary(z).optional(),
    lastShift: shiftSummary(z).optional(),
    snapshot: snapshot(z),
  });

export const platformView = (z: Z) =>
  z.object({
    id: z.string(),
    accountId: z.string(),
    region: z.string(),
    services: z.number().optional(),
    snapshot: snapshot(z).optional(),
    problem: problem(z).optional(),
  });

export const serviceSummaryView = (z: Z) =>
  z.object({
    service: z.string(),
    entityRef: z.string(),
    weights: weights(z),
    health: z.object({ 'on-prem': z.string(), aws: z.string() }),
    drift: z.boolean(),
    heldBy: z.string().optional(),
    activeShift: z.object({ id: z.string(), state: z.string() }).optional(),
    notReadyFor: z
      .array(z.string())
      .describe('Sites to which it could not be moved now'),
  });

export const replicationView = (z: Z) =>
  z.object({
    id: z.string(),
    type: z.string(),
    state: z.string(),
    migrationType: z.string(),
    fullLoadProgressPercent: z.number().optional(),
    lagSeconds: z.number().optional(),
    receivingSite: z.string().optional(),
    tables: z
      .object({
        loaded: z.number(),
        loading: z.number(),
        queued: z.number(),
        errored: z.number(),
      })
      .optional(),
    endpoints: z.array(
      z.object({
        role: z.string(),
        engine: z.string(),
        site: z.string().optional(),
        connection: z.string(),
        failureMessage: z.string().optional(),
      }),
    ),
    lastFailureMessage: z.string().optional(),
    stopReason: z.string().optional(),
    problem: z.object({ message: z.string(), remedy: z.string() }).optional(),
    actions: z.array(
      z.object({
        action: z.string(),
        possible: z.boolean(),
        reason: z.string().optional(),
        startType: z.string().optional(),
      }),
    ),
  });

export const replicationResultView = (z: Z) =>
  z.object({
    requestId: z.string(),
    message: z.string(),
    awsRequestId: z.string().optional(),
    problem: problem(z).optional(),
    replication: replicationView(z),
  });

export const evacuationPlanView = (z: Z) =>
  z.object({
    platform: z.string(),
    off: z.string(),
    counts: z.record(z.number()).describe('Number of services by verdict'),
    estimatedSeconds: z.number(),
    wouldNotMove: z
      .array(
        z.object({
          service: z.string(),
          entityRef: z.string(),
          verdict: z.string(),
          failed: z.array(rule(z)),
        }),
      )
      .describe('Services that are refused or not permitted'),
    omitted: z.number().describe('How many more of these there are'),
  });

export const evacuationView = (z: Z) =>
  z.object({
    id: z.string(),
    platform: z.string(),
    off: z.string(),
    state: z.string().describe('running, aborting, aborted or completed'),
    reason: z.string(),
    requestedBy: z.string(),
    createdAt: z.string(),
    endedAt: z.string().optional(),
    counts: z.record(z.number()).describe('Number of services by state'),
    rate: z.number().optional(),
    notMoved: z
      .array(
        z.object({
          service: z.string(),
          entityRef: z.string(),
          state: z.string(),
          shiftId: z.string().optional(),
          problem: problem(z).optional(),
        }),
      )
      .describe('Services that were refused, not permitted, failed or aborted'),
    omitted: z.number().describe('How many more of these there are'),
  });
