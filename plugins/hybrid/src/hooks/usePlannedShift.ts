import { useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  planBasis,
  type PlanRequest,
  type SafetyRuleId,
  type Shift,
  type ShiftRequest,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { hybridApiRef } from '../api';
import { forcedRules, notReady } from './readiness';
import { useKeyedSubmission } from './useKeyedSubmission';
import { useMay } from './useMay';
import { usePlan } from './usePlan';

/**
 * A shift on its way from a request to its start: its plan, its reason, the failed rules
 * that somebody takes the responsibility for, and what is still missing.
 */
export function usePlannedShift(options: {
  entityRef: string;
  request: PlanRequest | undefined;
  debounceMs?: number;
  onStarted: (shift: Shift) => void;
}) {
  const { entityRef, request, debounceMs, onStarted } = options;
  const api = useApi(hybridApiRef);
  const [reason, setReason] = useState('');
  const mayForce = useMay('force', entityRef) === 'allowed';
  const plan = usePlan(entityRef, request, debounceMs);
  const submission = useKeyedSubmission<ShiftRequest, Shift>(
    (shift, key) => api.shift(entityRef, shift, key),
    onStarted,
    withoutPlan,
  );

  // An acknowledgement is about one request: another one has to be read again.
  const key = JSON.stringify(request);
  const [acknowledged, setAcknowledged] = useState<{
    key?: string;
    rules: SafetyRuleId[];
  }>({ rules: [] });
  const rules = acknowledged.key === key ? acknowledged.rules : [];
  const acknowledge = (rule: SafetyRuleId, isAcknowledged: boolean) =>
    setAcknowledged({
      key,
      rules: [
        ...rules.filter(other => other !== rule),
        ...(isAcknowledged ? [rule] : []),
      ],
    });

  const why = notReady({
    hasTarget: request !== undefined,
    plan: plan.data,
    reason,
    isSending: submission.isPending,
    mayForce,
    acknowledged: rules,
  });

  const start = async () => {
    if (why || !request || !plan.data) return;
    const force = forcedRules(plan.data, rules);
    await submission.run({
      ...request,
      reason: reason.trim(),
      ...(force.length > 0 && { force }),
      planned: planBasis(plan.data),
    });
    plan.refetch();
  };

  return {
    plan,
    reason,
    setReason,
    mayForce,
    acknowledged: rules,
    acknowledge,
    why,
    start,
    isSending: submission.isPending,
    error: submission.error,
  };
}

/** The plan is asked for again all the time; what is to be done stays the same. */
function withoutPlan({ planned: _, ...request }: ShiftRequest) {
  return request;
}

/** See {@link usePlannedShift}. */
export type PlannedShift = ReturnType<typeof usePlannedShift>;
