import type {
  EvacuationPlan,
  Plan,
  Problem,
  ProblemCode,
  SafetyRuleResult,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { DATABASE_UNAVAILABLE, meansDatabaseAway } from './databaseAway';

/** The HTTP status that a problem is answered with. */
const STATUS: Record<ProblemCode, number> = {
  'invalid-request': 400,
  'not-permitted': 403,
  'entity-tag-mismatch': 403,
  'annotation-missing': 404,
  'platform-unknown': 404,
  'service-not-found': 404,
  'not-found': 404,
  'shift-active': 409,
  'shift-not-active': 409,
  'approval-own': 403,
  'approval-expired': 409,
  'approval-rejected': 409,
  'service-held': 409,
  'evacuation-active': 409,
  'evacuation-not-active': 409,
  'nothing-to-move': 409,
  'replication-state': 409,
  'replication-not-caught-up': 409,
  'health-gate-failed': 502,
  'safety-rule-failed': 409,
  'rule-changed': 409,
  'rules-diverged': 409,
  'idempotency-key-reused': 409,
  'annotation-malformed': 422,
  'rule-not-hybrid': 422,
  'verification-failed': 502,
  interrupted: 503,
  'snapshot-unavailable': 503,
  'database-unavailable': 503,
  'catalog-unavailable': 503,
  'permissions-unavailable': 503,
  'aws-credentials-missing': 503,
  'aws-credentials-expired': 503,
  'aws-access-denied': 503,
  'aws-throttled': 503,
  'aws-unreachable': 503,
  'aws-failed': 503,
  'aws-refused': 502,
};

const NAMES: Record<number, string> = {
  400: 'InputError',
  403: 'NotAllowedError',
  404: 'NotFoundError',
  409: 'ConflictError',
  422: 'UnprocessableError',
  502: 'ServiceUnavailableError',
  503: 'ServiceUnavailableError',
};

/** A {@link Problem} that ends a request or a shift. */
export class HybridError extends Error {
  readonly statusCode: number;

  constructor(
    readonly problem: Problem,
    options: {
      cause?: unknown;
      /** The safety rules' results, when one of them is what failed. */
      readonly rules?: SafetyRuleResult[];
      /** The plan as it is now, when the one that was read is out of date. */
      readonly plan?: Plan;
      readonly evacuationPlan?: EvacuationPlan;
    } = {},
  ) {
    super(problem.message, { cause: options.cause });
    this.statusCode = STATUS[problem.code];
    this.name = NAMES[this.statusCode];
    this.rules = options.rules;
    this.plan = options.plan;
    this.evacuationPlan = options.evacuationPlan;
  }

  readonly rules?: SafetyRuleResult[];
  readonly plan?: Plan;
  readonly evacuationPlan?: EvacuationPlan;
}

/** The problem that an error stands for, if it stands for one. */
export function problemIn(error: unknown): Problem | undefined {
  return error instanceof HybridError ? error.problem : undefined;
}

/** The error as one with a problem, if it is one that somebody can be told of. */
export function explained(error: unknown): HybridError | undefined {
  if (error instanceof HybridError) return error;
  return meansDatabaseAway(error)
    ? new HybridError(DATABASE_UNAVAILABLE, { cause: error })
    : undefined;
}

/** A problem for what is neither AWS's fault nor the caller's: the program failed at something. */
export function backendFailed(
  doing: string,
  error: unknown,
  remedy: string,
): Problem {
  return {
    code: 'interrupted',
    message: `The backend failed ${doing}: ${
      explained(error)?.message ??
      (error instanceof Error ? error.message : String(error))
    }`,
    remedy,
  };
}
