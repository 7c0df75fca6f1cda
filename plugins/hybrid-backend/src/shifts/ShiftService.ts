import type { AuditorServiceEvent } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import type {
  HybridSignal,
  Plan,
  PlanRequest,
  Shift,
  ShiftRequest,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { RoutedService } from '../access/entityAccess';
import type { PlatformAws } from '../aws/PlatformAws';
import { keyed } from '../durable/idempotency';
import { HybridError } from '../errors';
import { assertRoutable } from '../platforms/routable';
import { assertAllowed, shiftActive } from './plan/allowed';
import type { PlanEvaluator } from './plan/evaluate';
import { forcedRules } from './plan/plan';
import type { ShiftPolicy } from '../config/policy';
import type { ShiftRecord } from './record/record';
import type { ShiftRepository } from './record/ShiftRepository';
import type { ShiftRunner } from './run/ShiftRunner';
import type { ShiftEnd } from './record/writes';
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
      repository: ShiftRepository;
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

  async get(entityRef: string, id: string): Promise<Shift> {
    const shift = await this.options.repository.get(id);
    if (shift?.entityRef !== entityRef) {
      throw new NotFoundError(`${entityRef} has no shift '${id}'.`);
    }
    return shift;
  }

  async #start(ask: StartShift): Promise<{ shift: Shift; repeated: boolean }> {
    const routed = await ask.route();
    const { planned, ...wanted } = ask.request;
    // Whoever asks again after a lost answer may have read a newer plan meanwhile.
    const asked = keyed(ask.requestedBy, ask.idempotencyKey, {
      entityRef: routed.entityRef,
      ...wanted,
    });
    const { repository, runner, evaluator } = this.options;
    const earlier = await repository.findByKey(asked);
    if (earlier) {
      return { shift: (await repository.get(earlier))!, repeated: true };
    }

    const { reason, force, ...request } = wanted;
    const plan = await evaluator.plan(routed, request, {
      requestedBy: ask.requestedBy,
      force,
      planned,
      evacuation: ask.evacuationId !== undefined,
    });
    assertAllowed(plan);
    const created = await repository.create({
      platform: routed.platform.id,
      service: routed.service.name,
      plan,
      reason,
      ...asked,
      lease: runner.lease(),
      forced: forcedRules(plan),
      evacuationId: ask.evacuationId,
      ...(plan.approvalRequired && {
        approvalUntil: this.#approvalUntil(routed.platform.id),
      }),
    });
    if (created.result === 'service-taken') throw shiftActive(plan.entityRef);
    if (created.result === 'key-taken') {
      const shift = (await repository.get(created.id))!;
      return { shift, repeated: true };
    }
    const { record } = created;
    if (plan.approvalRequired) await this.#wait(record.shift, ask);
    else this.#run(record, routed, ask);
    return { shift: record.shift, repeated: false };
  }

  /** Until somebody approves it, nobody carries it out. */
  async #wait(shift: Shift, ask: StartShift): Promise<void> {
    const { id, state, entityRef } = shift;
    await this.options.announce({ entityRef, shiftId: id, state });
    await ask.audit.success({ meta: { shiftId: id, state } });
  }

  #approvalUntil(platformId: string): string {
    const { policy, now } = this.options;
    const { expiresAfterMs } = policy(platformId).approval!;
    return new Date(now().getTime() + expiresAfterMs).toISOString();
  }

  #run(record: ShiftRecord, routed: RoutedService, ask: StartShift): void {
    const { runner, aws } = this.options;
    const target = new ListenerRuleTarget(
      aws(routed.platform.id),
      assertRoutable(routed.service),
    );
    runner.start(record, target, end => audit(ask.audit, record.shift, end));
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
