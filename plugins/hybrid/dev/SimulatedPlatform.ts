import type {
  AbortRequest,
  ExportFormat,
  Hold,
  HoldRequest,
  HybridTrafficApi,
  Plan,
  PlanRequest,
  ServiceStatus,
  Shift,
  ShiftPage,
  ShiftRequest,
  ShiftSummary,
  TrafficHistory,
  Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import {
  sharesOf,
  SITES,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import {
  aProblem,
  aProblemError,
  failingRule,
  passingRules,
} from '../src/__testUtils__/fixtures';
import { pastShifts } from './pastShifts';
import { playShift, type Played } from './playedShift';
import type { Scenario } from './scenarios';
import { madeTraffic } from './traffic';

const VIEWER = 'user:default/guest';
const PAGE = 8;

/**
 * The hybrid backend, played in memory for one person at a browser: shifts take a few
 * seconds, and each scenario decides how they go.
 */
export class SimulatedPlatform implements HybridTrafficApi {
  readonly #played = new Map<string, Played>();
  readonly #byKey = new Map<string, string>();
  readonly #reads = new Map<string, number>();
  readonly #past = new Map<string, Shift[]>();
  readonly #holds = new Map<string, Hold | null>();

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
    return this.#current(entityRef);
  }

  async plan(entityRef: string, request: PlanRequest): Promise<Plan> {
    await pause(400);
    return this.#plan(entityRef, request);
  }

  async shift(
    entityRef: string,
    request: ShiftRequest,
    options: { idempotencyKey: string },
  ): Promise<Shift> {
    await pause(300);
    const known = this.#byKey.get(options.idempotencyKey);
    if (known) return this.getShift(entityRef, known);
    if (this.#scenario(entityRef).shifts === 'refused') {
      throw aProblemError(aProblem('shift-active'), 409);
    }
    const id = this.#begin(entityRef, request, VIEWER, Date.now());
    this.#byKey.set(options.idempotencyKey, id);
    return this.getShift(entityRef, id);
  }

  async getShift(entityRef: string, id: string): Promise<Shift> {
    await pause(150);
    const played = this.#played.get(id);
    if (played) return playShift(played, Date.now()).shift;
    const past = this.#pastOf(entityRef).find(shift => shift.id === id);
    if (past) return past;
    // A shift that a scenario only tells of.
    const status = this.#scenario(entityRef).status!();
    const shift = [status.activeShift, status.lastShift].find(
      candidate => candidate?.id === id,
    );
    const plan = this.#plan(entityRef, { kind: 'reset' });
    return { ...shift!, plan, events: [] };
  }

  async getShifts(
    entityRef: string,
    options: { cursor?: string } = {},
  ): Promise<ShiftPage> {
    await pause(400);
    const all = this.#all(entityRef);
    const begin = Number(options.cursor ?? 0);
    const end = begin + PAGE;
    return {
      items: all.slice(begin, end),
      nextCursor: end < all.length ? String(end) : undefined,
    };
  }

  async abortShift(
    entityRef: string,
    id: string,
    request: AbortRequest,
  ): Promise<Shift> {
    await pause(300);
    const played = this.#played.get(id)!;
    played.abort ??= { at: Date.now(), rollBack: request.rollBack };
    return this.getShift(entityRef, id);
  }

  async decideShift(
    entityRef: string,
    id: string,
    decision: 'approve' | 'reject',
  ): Promise<Shift> {
    await pause(300);
    const played = this.#played.get(id)!;
    played.decision ??= {
      by: VIEWER,
      at: Date.now(),
      approved: decision === 'approve',
    };
    return this.getShift(entityRef, id);
  }

  async hold(entityRef: string, request: HoldRequest): Promise<Hold> {
    await pause(300);
    const hold = {
      by: VIEWER,
      until: new Date(
        Date.now() + request.durationSeconds * 1000,
      ).toISOString(),
      since: new Date().toISOString(),
      reason: request.reason,
    };
    this.#holds.set(entityRef, hold);
    return hold;
  }

  async releaseHold(entityRef: string): Promise<void> {
    await pause(300);
    this.#holds.set(entityRef, null);
  }

  async getTraffic(
    entityRef: string,
    options: { seconds?: number } = {},
  ): Promise<TrafficHistory> {
    await pause(500);
    const { traffic } = this.#scenario(entityRef);
    if (traffic === 'fails') {
      throw aProblemError(aProblem('aws-throttled'), 503);
    }
    const made = madeTraffic(options.seconds ?? 3_600, this.#all(entityRef));
    return traffic === 'none' ? { ...made, points: [], shifts: [] } : made;
  }

  async exportShifts(entityRef: string, format: ExportFormat): Promise<string> {
    await pause(500);
    const all = this.#all(entityRef);
    if (format === 'json') return JSON.stringify(all, null, 2);
    const rows = all.map(({ id, kind, state, createdAt }) =>
      [id, kind, state, createdAt].join(','),
    );
    return ['id,kind,state,createdAt', ...rows].join('\n');
  }

  #begin(
    entityRef: string,
    request: ShiftRequest,
    requestedBy: string,
    startMs: number,
  ): string {
    const plan = this.#plan(entityRef, request);
    const { service, platform } = this.#scenario(entityRef).status!();
    const id = `shift-${this.#played.size + 1}`;
    this.#played.set(id, {
      startMs,
      fails: this.#scenario(entityRef).shifts === 'rolled-back',
      needsApproval: plan.approvalRequired,
      shift: {
        id,
        entityRef,
        platform,
        service,
        kind: request.kind,
        reason: request.reason,
        requestedBy,
        from: plan.from,
        to: plan.to,
        createdAt: new Date(startMs).toISOString(),
        forced: request.force,
        plan,
      },
    });
    return id;
  }

  #plan(entityRef: string, request: PlanRequest): Plan {
    const { failing = [], approvalRequired = false } =
      this.#scenario(entityRef);
    const status = this.#current(entityRef, false);
    const steps = stepsOf(status, request);
    const to = steps[steps.length - 1].weights;
    const gaining = SITES.filter(site => to[site] > status.sites[site].weight);
    const isDark = gaining.some(
      site => status.sites[site].targets.healthy === 0,
    );
    const failed = isDark ? [failingRule, ...failing] : failing;
    const ids = failed.map(({ id }) => id);
    return {
      entityRef,
      kind: request.kind,
      from: weightsOf(status),
      to,
      steps,
      durationSeconds:
        request.kind === 'drill' ? request.durationSeconds : undefined,
      rules: [
        ...failed,
        ...passingRules.filter(rule => !ids.includes(rule.id)),
      ],
      allowed: failed.every(rule => rule.passed),
      forceable: failed.every(rule => rule.passed || rule.forceable),
      approvalRequired,
      evaluatedAt: new Date().toISOString(),
    };
  }

  /** What the shifts and holds so far made of the scenario's first state. */
  #current(entityRef: string, begins = true): ServiceStatus {
    const { status: initial, begin } = this.#scenario(entityRef);
    const own = () =>
      [...this.#played.values()].filter(
        ({ shift }) => shift.entityRef === entityRef,
      );
    if (begin && begins && own().length === 0) {
      const startMs = Date.now() - begin.ageMs;
      this.#begin(entityRef, begin.request, begin.by, startMs);
    }
    const status = initial!();
    const [past] = this.#pastOf(entityRef);
    const hold = this.#holds.get(entityRef);
    const base: ServiceStatus = {
      ...status,
      ...(hold !== undefined && { hold: hold ?? undefined }),
      lastShift: status.lastShift ?? (past && summaryOf(past)),
    };
    const last = own().pop();
    if (!last) return base;
    const { shift, weights } = playShift(last, Date.now());
    const shares = sharesOf(weights);
    const sites = { ...base.sites };
    for (const site of SITES) {
      sites[site] = {
        ...sites[site],
        weight: weights[site],
        share: shares[site],
        actualShare: shares[site],
      };
    }
    return {
      ...base,
      sites,
      drift: undefined,
      ...(shift.endedAt
        ? { lastShift: summaryOf(shift), activeShift: undefined }
        : { activeShift: summaryOf(shift) }),
    };
  }

  #all(entityRef: string): ShiftSummary[] {
    const played = [...this.#played.values()]
      .filter(({ shift }) => shift.entityRef === entityRef)
      .map(of => summaryOf(playShift(of, Date.now()).shift))
      .reverse();
    return [...played, ...this.#pastOf(entityRef).map(summaryOf)];
  }

  #pastOf(entityRef: string): Shift[] {
    const known = this.#past.get(entityRef);
    if (known) return known;
    const { history = 0 } = this.#scenario(entityRef);
    const made = pastShifts(entityRef, history);
    this.#past.set(entityRef, made);
    return made;
  }

  #scenario(entityRef: string): Scenario {
    return this.scenarios[entityRef];
  }
}

function summaryOf({ plan: _plan, events: _events, ...summary }: Shift) {
  return summary;
}

function weightsOf({ sites }: ServiceStatus): Weights {
  return { 'on-prem': sites['on-prem'].weight, aws: sites.aws.weight };
}

function stepsOf(status: ServiceStatus, request: PlanRequest): Plan['steps'] {
  const once = (weights: Weights) => [{ weights, bakeSeconds: 0 }];
  switch (request.kind) {
    case 'failover':
    case 'drill':
      return once({ 'on-prem': 0, aws: 0, [request.to]: 100 });
    case 'custom':
      return 'steps' in request
        ? request.steps.map(({ aws, bakeSeconds = 0 }) => ({
            weights: { 'on-prem': 100 - aws, aws },
            bakeSeconds,
          }))
        : once(request.weights);
    default:
      return once({
        'on-prem': status.sites['on-prem'].defaultWeight,
        aws: status.sites.aws.defaultWeight,
      });
  }
}

function pause(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms));
}
