import { answerView } from './contract';
import type { Z } from './zodOf';

/*
 * What the actions show of the API's answers: what somebody who decides needs, and little
 * enough to be read by a language model. Members that are not named here are left out.
 */

const rule = (z: Z) =>
  answerView(
    z,
    'SafetyRuleResult',
    'id',
    'title',
    'passed',
    'explanation',
    'remedy',
    'writesAtRiskSeconds',
  );

export const holdView = (z: Z) =>
  answerView(z, 'Hold', 'by', 'until', 'reason');

const shiftSummary = (z: Z) =>
  answerView(
    z,
    'ShiftSummary',
    'id',
    'entityRef',
    'kind',
    'state',
    'reason',
    'requestedBy',
    'from',
    'to',
    'createdAt',
    'endedAt',
    'recoveryTimeSeconds',
    'returnTimeSeconds',
    'problem',
    'progress',
    'aborting',
  );

export const planView = (z: Z) =>
  answerView(
    z,
    'Plan',
    'entityRef',
    'kind',
    'from',
    'fromRules',
    'to',
    'steps',
    'elsewhereShare',
    'stickinessSeconds',
    'durationSeconds',
    'allowed',
    'approvalRequired',
  ).extend({ rules: z.array(rule(z)) });

export const shiftView = (z: Z) =>
  shiftSummary(z).extend({
    ended: z.boolean().describe('Whether the shift is over'),
    events: z
      .array(answerView(z, 'ShiftEvent', 'sequence', 'at', 'type', 'message'))
      .describe('The latest events, oldest first'),
  });

const site = (z: Z) =>
  answerView(
    z,
    'SiteStatus',
    'weight',
    'defaultWeight',
    'share',
    'actualShare',
    'requests',
    'errors',
    'health',
  ).extend({
    targets: answerView(
      z,
      'TargetCounts',
      'healthy',
      'total',
      'unknown',
      'leftOut',
    ).optional(),
  });

export const serviceView = (z: Z) =>
  answerView(
    z,
    'ServiceStatus',
    'entityRef',
    'platform',
    'service',
    'windowSeconds',
    'diverged',
    'rules',
    'idleRules',
    'elsewhereShare',
    'stickinessSeconds',
    'automation',
    'tagProblems',
    'alarmsProblem',
    'snapshot',
  ).extend({
    sites: z.object({ 'on-prem': site(z), aws: site(z) }),
    drift: answerView(
      z,
      'Drift',
      'expected',
      'actual',
      'expectedElsewhereShare',
      'elsewhereShare',
    )
      .optional()
      .describe('Nothing of Backstage or the automation explains the weights'),
    hold: holdView(z).optional(),
    alarms: z
      .array(answerView(z, 'AlarmStatus', 'name', 'state', 'reason'))
      .describe('Alarms that are not OK'),
    activeShift: shiftSummary(z).optional(),
    lastShift: shiftSummary(z).optional(),
  });

export const platformView = (z: Z) => answerView(z, 'PlatformSummary');

export const serviceSummaryView = (z: Z) => {
  const { service, entityRef, diverged, elsewhereShare } = answerView(
    z,
    'ServiceStatus',
    'service',
    'entityRef',
    'diverged',
    'elsewhereShare',
  ).shape;
  const { health } = answerView(z, 'SiteStatus', 'health').shape;
  return z.object({
    service,
    entityRef,
    weights: answerView(z, 'Weights').describe(
      'Of a service that diverged, those of its first listener rule',
    ),
    diverged,
    elsewhereShare,
    health: z.object({ 'on-prem': health, aws: health }),
    drift: z.boolean(),
    heldBy: z.string().optional(),
    activeShift: answerView(z, 'ShiftSummary', 'id', 'state').optional(),
    notReadyFor: z
      .array(z.string())
      .describe('Sites to which it could not be moved now'),
  });
};

export const replicationView = (z: Z) =>
  answerView(
    z,
    'ReplicationStatus',
    'id',
    'type',
    'state',
    'migrationType',
    'fullLoadProgressPercent',
    'lagSeconds',
    'lagProblem',
    'lagMeasuredAt',
    'receivingSite',
    'tables',
    'lastFailureMessage',
    'stopReason',
    'problem',
    'actions',
  ).extend({
    endpoints: z.array(
      answerView(
        z,
        'ReplicationEndpointStatus',
        'role',
        'engine',
        'site',
        'connection',
        'failureMessage',
      ),
    ),
  });

export const replicationResultView = (z: Z) =>
  answerView(
    z,
    'ReplicationActionResult',
    'message',
    'awsRequestId',
    'problem',
  ).extend({ requestId: z.string(), replication: replicationView(z) });

export const evacuationPlanView = (z: Z) =>
  answerView(
    z,
    'EvacuationPlan',
    'platform',
    'off',
    'counts',
    'estimatedSeconds',
  ).extend({
    wouldNotMove: z
      .array(
        answerView(
          z,
          'EvacuationPlanItem',
          'service',
          'entityRef',
          'verdict',
        ).extend({ failed: z.array(rule(z)) }),
      )
      .describe('Services that are refused or not permitted'),
    omitted: z.number().describe('How many more of these there are'),
  });

export const evacuationView = (z: Z) =>
  answerView(
    z,
    'EvacuationSummary',
    'id',
    'platform',
    'off',
    'state',
    'reason',
    'requestedBy',
    'createdAt',
    'endedAt',
    'counts',
    'rate',
  ).extend({
    notMoved: z
      .array(
        answerView(
          z,
          'EvacuationItem',
          'service',
          'entityRef',
          'state',
          'shiftId',
          'problem',
        ),
      )
      .describe('Services that were refused, not permitted, failed or aborted'),
    omitted: z.number().describe('How many more of these there are'),
  });
