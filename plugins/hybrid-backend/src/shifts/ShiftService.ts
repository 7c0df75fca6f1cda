import type { AuditorServiceEvent } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import type {
  HybridSignal,
  Plan,
  PlanRequest,
  Shift,
  ShiftPage,
  ShiftRequest,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { RoutedService } from '../access/entityAccess';
import type { PlatformAws } from '../aws/PlatformAws';
import { keyed } from '../durable/idempotency';
import type { Lease } from '../durable/Leases';
import { HybridError } from '../errors';
import { assertRoutable } from '../platforms/routable';
import { assertAllowed, shiftActive } from './plan/allowed';
import type { PlanEvaluator } from './plan/evaluate';
import { forcedRules } from './plan/plan';
import type { ShiftPolicy } from '../config/policy';
import type { ShiftHistory } from './record/ShiftHistory';
import type { ShiftRunner } from './run/ShiftRunner';
import type { ShiftEnd, ShiftStore } from './record/ShiftStore';
import { ListenerRuleTarget } from './target/ListenerRuleTarget';

/** A shift that somebody asks for. */
export interface StartShift {
  /** Authorises the caller and finds the service. */
  route(): Promise<RoutedService>;
  request: ShiftRequest;
  requestedBy: string;
  idempotencyKey: string;
  /** The evacuation that the shift is a part of. */
  evacuationId?: string;
  /** Ends as the shift ends, or as its refusal. */
  audit: AuditorServiceEvent;
}

/** Plans, starts and finds shifts. */
export class ShiftService {
  constructor(
    private readonly options: {
      store: ShiftStore;
      history: ShiftHistory;
      runner: ShiftRunner;
      evaluator: PlanEvaluator;
      policy(platformId: string): ShiftPolicy;
      aws(platformId: string): PlatformAws;
      announce(signal: HybridSignal): Promise<void>;
      now(): Date;
    },
  ) {}

  plan(
    routed: RoutedService,
    request: PlanRequest,
    requestedBy: string,
  ): Promise<Plan> {
    return this.options.evaluator.plan(routed, request, { requestedBy });
  }

  /** Starts a shift, or finds the one that the same request started before. */
  async start(ask: StartShift): Promise<{ shift: Shift; repeated: boolean }> {
    try {
      const { shift, repeated } = await this.#start(ask);
      if (repeated) {
        await ask.audit.success({ meta: { shiftId: shift.id, repeated } });
      }
      return { shift, repeated };
    } catch (error) {
      await ask.audit.fail({ error: error as Error });
      throw error;
    }
  }

  list(
    entityRef: string,
    page: { limit: number; cursor?: string },
  ): Promise<ShiftPage> {
    return this.options.history.list(entityRef, page);
  }

  async get(entityRef: string, id: string): Promise<Shift> {
    const shift = await this.options.history.get(id);
    if (shift?.entityRef !== entityRef) {
      throw new NotFoundError(`${entityRef} has no shift '${id}'.`);
    }
    return shift;
  }

  async #start(ask: StartShift): Promise<{ shift: Shift; repeated: boolean }> {
    const routed = await ask.route();
    const asked = keyed(ask.requestedBy, ask.idempotencyKey, {
      entityRef: routed.entityRef,
      ...ask.request,
    });
    const { store, runner, evaluator, history } = this.options;
    const earlier = await store.findByKey(asked);
    if (earlier)
      return { shift: (await history.get(earlier))!, repeated: true };

    const { reason, force, ...request } = ask.request;
    const plan = await evaluator.plan(routed, request, {
      requestedBy: ask.requestedBy,
      force,
      evacuation: ask.evacuationId !== undefined,
    });
    assertAllowed(plan);
    const lease = runner.lease();
    const { id, result } = await store.create({
      platform: routed.platform.id,
      service: routed.service.name,
      plan,
      reason,
      ...asked,
      lease,
      forced: forcedRules(plan),
      evacuationId: ask.evacuationId,
      ...(plan.approvalRequired && {
        approvalUntil: this.#approvalUntil(routed.platform.id),
      }),
    });
    if (result === 'service-taken') throw shiftActive(plan.entityRef);
    if (result === 'key-taken') {
      return { shift: (await history.get(id))!, repeated: true };
    }
    const shift = plan.approvalRequired
      ? await this.#wait(id, ask)
      : await this.#run(id, lease, routed, ask);
    return { shift, repeated: false };
  }

  /** Until somebody approves it, nobody carries it out. */
  async #wait(id: string, ask: StartShift): Promise<Shift> {
    const shift = (await this.options.history.get(id))!;
    const { state, entityRef } = shift;
    await this.options.announce({ entityRef, shiftId: id, state });
    await ask.audit.success({ meta: { shiftId: id, state } });
    return shift;
  }

  #approvalUntil(platformId: string): string {
    const { policy, now } = this.options;
    const { expiresAfterMs } = policy(platformId).approval!;
    return new Date(now().getTime() + expiresAfterMs).toISOString();
  }

  async #run(
    id: string,
    lease: Lease,
    routed: RoutedService,
    ask: StartShift,
  ): Promise<Shift> {
    const { runner, history, aws } = this.options;
    const target = new ListenerRuleTarget(
      aws(routed.platform.id),
      assertRoutable(routed.service),
    );
    const shift = (await history.get(id))!;
    runner.start(shift, lease, target, end => audit(ask.audit, shift, end));
    return shift;
  }
}

async function audit(
  event: AuditorServiceEvent,
  shift: Shift,
  end: ShiftEnd,
): Promise<void> {
  const meta = { shiftId: shift.id, state: end.state };
  if (end.problem) {
    await event.fail({ meta, error: new HybridError(end.problem) });
  } else {
    await event.success({ meta });
  }
}
