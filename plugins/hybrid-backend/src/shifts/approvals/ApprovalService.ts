import { isDeepStrictEqual } from 'node:util';
import { NotFoundError } from '@backstage/errors';
import {
  sameWeights,
  type HybridSignal,
  type Shift,
  type ShiftApproval,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { RoutedService } from '../../access/entityAccess';
import { HybridError } from '../../errors';
import { assertAllowed } from '../plan/allowed';
import type { PlanEvaluator } from '../plan/evaluate';
import type { ShiftRepository } from '../record/ShiftRepository';
import {
  approvalExpired,
  approvalOwn,
  approvalRejected,
  notAPerson,
  notWaiting,
  weightsChanged,
} from './problems';

/** Who decides on a shift. */
export interface Approver {
  ref: string;
  /** A service cannot take the responsibility. */
  isUser: boolean;
}

export interface ApprovalServiceOptions {
  repository: ShiftRepository;
  evaluator: PlanEvaluator;
  /** Makes a runner look for shifts to carry out. Returns at once. */
  wake(): void;
  announce(signal: HybridSignal): Promise<void>;
  now(): Date;
}

/**
 * Decides on shifts that wait. A waiting shift keeps others of its service out, so that what
 * was approved is what is carried out; the safety rules are evaluated again at the approval.
 */
export class ApprovalService {
  constructor(private readonly options: ApprovalServiceOptions) {}

  async approve(
    routed: RoutedService,
    id: string,
    approver: Approver,
  ): Promise<Shift> {
    const shift = await this.#find(routed.entityRef, id, approver, 'approved');
    if (shift.approval?.decision) return shift;
    const { repository, evaluator, wake } = this.options;
    const plan = await evaluator.again(routed, shift);
    if (
      !sameWeights(plan.from, shift.from) ||
      !isDeepStrictEqual(plan.fromRules, shift.plan.fromRules)
    ) {
      throw weightsChanged(shift, plan.from);
    }
    assertAllowed(plan);
    const passed = plan.rules.filter(rule => rule.passed).length;
    const approved = await repository.decide(id, {
      decision: 'approved',
      by: approver.ref,
      event: {
        type: 'approved',
        message: `${approver.ref} approved it; ${passed} of ${plan.rules.length} safety rules passed.`,
      },
    });
    if (!approved) throw await this.#tooLate(id);
    wake();
    return this.#announced(id);
  }

  async reject(
    entityRef: string,
    id: string,
    approver: Approver,
  ): Promise<Shift> {
    const shift = await this.#find(entityRef, id, approver, 'rejected');
    if (shift.approval?.decision) return shift;
    const problem = approvalRejected(approver.ref);
    const rejected = await this.options.repository.decide(id, {
      decision: 'rejected',
      by: approver.ref,
      problem,
      event: { type: 'rejected', message: problem.message },
    });
    if (!rejected) throw await this.#tooLate(id);
    return this.#announced(id);
  }

  /** Ends the shifts that nobody has decided on in time. */
  async expire(): Promise<void> {
    for (const id of await this.options.repository.expiredApprovals()) {
      await this.#expire(id);
    }
  }

  /** The shift, when it waits for this approver, or when the same one decided so before. */
  async #find(
    entityRef: string,
    id: string,
    approver: Approver,
    decision: ShiftApproval['decision'],
  ): Promise<Shift> {
    const shift = await this.options.repository.get(id);
    if (shift?.entityRef !== entityRef) {
      throw new NotFoundError(`${entityRef} has no shift '${id}'.`);
    }
    if (!approver.isUser) throw notAPerson(approver.ref);
    if (shift.requestedBy === approver.ref) throw approvalOwn(shift);
    const { approval, state } = shift;
    if (approval?.by === approver.ref && approval.decision === decision) {
      return shift;
    }
    if (state !== 'awaiting-approval' || approval?.decision) {
      throw notWaiting(shift);
    }
    if (approval && approval.until <= this.options.now().toISOString()) {
      await this.#expire(id);
      throw new HybridError(approvalExpired(approval.until));
    }
    return shift;
  }

  async #expire(id: string): Promise<void> {
    const { repository } = this.options;
    const shift = await repository.get(id);
    const until = shift?.approval?.until;
    if (!until) return;
    const problem = approvalExpired(until);
    if (await repository.decide(id, { decision: 'expired', problem })) {
      await this.#announced(id);
    }
  }

  async #tooLate(id: string): Promise<HybridError> {
    const shift = (await this.options.repository.get(id))!;
    return notWaiting(shift);
  }

  async #announced(id: string): Promise<Shift> {
    const { repository, announce } = this.options;
    const shift = (await repository.get(id))!;
    const { entityRef, state } = shift;
    await announce({ entityRef, shiftId: id, state });
    return shift;
  }
}
