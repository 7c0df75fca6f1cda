import type {
  HybridApi,
  Plan,
  PlanRequest,
  ServiceStatus,
  Shift,
  ShiftRequest,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import {
  otherSite,
  sharesOf,
  SITES,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import {
  aProblem,
  aProblemError,
  events,
  failingRule,
  passingRules,
} from '../src/__testUtils__/fixtures';
import type { Scenario } from './scenarios';

const STEP_MS = 1_500;

const COURSE = [
  'requested',
  'plan-evaluated',
  'rule-read',
  'weights-written',
  'weights-confirmed',
  'verified',
  'succeeded',
] as const;

const FAILED_COURSE = [
  ...COURSE.slice(0, 5),
  'verification-failed',
  'rolled-back',
] as const;

/**
 * The hybrid backend, played in memory for one person at a browser: shifts take a few
 * seconds, and each scenario decides how they go.
 */
export class SimulatedPlatform
  implements Pick<HybridApi, 'getService' | 'plan' | 'shift' | 'getShift'>
{
  readonly #shifts = new Map<string, { shift: Shift; startMs: number }>();
  readonly #byKey = new Map<string, string>();
  readonly #reads = new Map<string, number>();

  constructor(private readonly scenarios: Record<string, Scenario>) {}

  async getService(entityRef: string): Promise<ServiceStatus> {
    const scenario = this.#scenario(entityRef);
    const reads = (this.#reads.get(entityRef) ?? 0) + 1;
    this.#reads.set(entityRef, reads);
    if (scenario.neverAnswers) return new Promise(() => {});
    await pause(300);
    if (scenario.error && (!scenario.failsLater || reads > 1)) {
      throw scenario.error;
    }
    return this.#withShifts(entityRef, scenario.status!());
  }

  async plan(entityRef: string, request: PlanRequest): Promise<Plan> {
    await pause(400);
    const status = await this.#current(entityRef);
    const to = targetOf(status, request);
    const gaining = SITES.filter(site => to[site] > status.sites[site].weight);
    const isDark = gaining.some(
      site => status.sites[site].targets.healthy === 0,
    );
    return {
      entityRef,
      kind: request.kind,
      from: {
        'on-prem': status.sites['on-prem'].weight,
        aws: status.sites.aws.weight,
      },
      to,
      rules: isDark ? [failingRule, ...passingRules.slice(1)] : passingRules,
      steps: [{ weights: to, bakeSeconds: 0 }],
      allowed: !isDark,
      forceable: true,
      approvalRequired: false,
      evaluatedAt: new Date().toISOString(),
    };
  }

  async shift(
    entityRef: string,
    request: ShiftRequest,
    options: { idempotencyKey: string },
  ): Promise<Shift> {
    const known = this.#byKey.get(options.idempotencyKey);
    if (known) return this.getShift(entityRef, known);
    const plan = await this.plan(entityRef, request);
    if (this.#scenario(entityRef).shifts === 'refused') {
      throw aProblemError(aProblem('shift-active'), 409);
    }
    const { service, platform } = await this.#current(entityRef);
    const id = `shift-${this.#shifts.size + 1}`;
    const startMs = Date.now();
    this.#byKey.set(options.idempotencyKey, id);
    this.#shifts.set(id, {
      startMs,
      shift: {
        id,
        entityRef,
        platform,
        service,
        kind: request.kind,
        state: 'running',
        reason: request.reason,
        requestedBy: 'user:default/guest',
        from: plan.from,
        to: plan.to,
        createdAt: new Date(startMs).toISOString(),
        plan,
        events: [],
      },
    });
    return this.getShift(entityRef, id);
  }

  async getShift(entityRef: string, id: string): Promise<Shift> {
    await pause(150);
    const entry = this.#shifts.get(id);
    if (!entry) {
      const status = await this.#current(entityRef);
      const shift = [status.activeShift, status.lastShift].find(
        candidate => candidate?.id === id,
      );
      return {
        ...shift!,
        plan: await this.plan(entityRef, { kind: 'reset' }),
        events: events(Date.parse(shift!.createdAt), ...COURSE),
      };
    }
    const fails = this.#scenario(entityRef).shifts === 'rolled-back';
    const course = fails ? FAILED_COURSE : COURSE;
    const steps = Math.min(
      course.length,
      Math.floor((Date.now() - entry.startMs) / STEP_MS) + 1,
    );
    const ended = steps === course.length;
    const happened = events(0, ...course.slice(0, steps)).map((event, i) => ({
      ...event,
      at: new Date(entry.startMs + i * STEP_MS).toISOString(),
    }));
    const endState = fails ? 'rolled-back' : 'succeeded';
    return {
      ...entry.shift,
      events: happened,
      state: ended ? endState : stateAfter(steps),
      ...(ended && {
        endedAt: happened[happened.length - 1].at,
        ...(fails
          ? {
              problem: aProblem('verification-failed', {
                message: 'aws did not serve the traffic within 60 s.',
                remedy: 'Look at the targets of aws, then plan again.',
              }),
            }
          : { recoveryTimeSeconds: (STEP_MS * (COURSE.length - 1)) / 1000 }),
      }),
    };
  }

  async #current(entityRef: string): Promise<ServiceStatus> {
    return this.#withShifts(entityRef, this.#scenario(entityRef).status!());
  }

  /** What the shifts so far made of the scenario's first state. */
  async #withShifts(
    entityRef: string,
    status: ServiceStatus,
  ): Promise<ServiceStatus> {
    const own = [...this.#shifts.values()].filter(
      ({ shift }) => shift.entityRef === entityRef,
    );
    const last = own[own.length - 1];
    if (!last) return status;
    const shift = await this.getShift(entityRef, last.shift.id);
    const written = shift.events.some(e => e.type === 'weights-written');
    const rolledBack = shift.state === 'rolled-back';
    const weights = written && !rolledBack ? shift.to : shift.from;
    const shares = sharesOf(weights);
    const sites = { ...status.sites };
    for (const site of SITES) {
      sites[site] = {
        ...sites[site],
        weight: weights[site],
        share: shares[site],
        actualShare: shares[site],
      };
    }
    const { plan: _plan, events: _events, ...summary } = shift;
    return summary.endedAt
      ? {
          ...status,
          sites,
          drift: undefined,
          lastShift: summary,
          activeShift: undefined,
        }
      : { ...status, sites, drift: undefined, activeShift: summary };
  }

  #scenario(entityRef: string): Scenario {
    return this.scenarios[entityRef];
  }
}

function targetOf(status: ServiceStatus, request: PlanRequest) {
  switch (request.kind) {
    case 'failover':
      return { [request.to]: 100, [otherSite(request.to)]: 0 } as Plan['to'];
    case 'drill':
      return { [request.to]: 100, [otherSite(request.to)]: 0 } as Plan['to'];
    case 'custom': {
      if (!('steps' in request)) return request.weights;
      const { aws } = request.steps[request.steps.length - 1];
      return { 'on-prem': 100 - aws, aws };
    }
    default:
      return {
        'on-prem': status.sites['on-prem'].defaultWeight,
        aws: status.sites.aws.defaultWeight,
      };
  }
}

function stateAfter(steps: number): Shift['state'] {
  return steps > COURSE.indexOf('weights-confirmed') ? 'verifying' : 'running';
}

function pause(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms));
}
