import {
  type Plan,
  type PlanRequest,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { RoutedService } from '../access/entityAccess';
import type { PlatformAws } from '../aws/PlatformAws';
import { HybridError } from '../errors';
import { assertShowable } from '../platforms/PlatformService';
import { readEntityRef, readHold } from '../platforms/ruleTags';
import { evaluateSafetyRules } from './safety';
import type { ShiftHistory } from './ShiftHistory';
import { plannedSteps } from './steps';
import { readWeights } from './weights';

/**
 * Evaluates a shift against AWS as it is now, not as a snapshot remembers it: the rule, its
 * tags and the health of both target groups are read fresh.
 */
export async function evaluatePlan(options: {
  aws: PlatformAws;
  history: ShiftHistory;
  routed: RoutedService;
  request: PlanRequest;
  requestedBy: string;
  now: () => Date;
}): Promise<Plan> {
  const { aws, history, routed, request, requestedBy } = options;
  const { ruleArn, targetGroups, defaultWeights, name } = assertShowable(
    routed.service,
  );
  const [{ rule }, tags, onPrem, inAws, active] = await Promise.all([
    aws.rule(ruleArn),
    aws.tags(ruleArn),
    aws.targets(targetGroups['on-prem']),
    aws.targets(targetGroups.aws),
    history.active(routed.platform.id, name),
  ]);
  const { weights: from, problem } = readWeights(rule, targetGroups);
  if (problem) throw new HybridError(problem);

  const now = options.now();
  const steps = plannedSteps(request, defaultWeights);
  const to = steps[steps.length - 1].weights;
  const rules = evaluateSafetyRules({
    from,
    to,
    targets: { 'on-prem': onPrem, aws: inAws },
    activeShift: active?.shift,
    hold: readHold(tags, now, active?.ownHold ? [active.ownHold] : []),
    requestedBy,
    entityRef: routed.entityRef,
    taggedEntityRef: readEntityRef(tags),
  });
  return {
    entityRef: routed.entityRef,
    kind: request.kind,
    from,
    to,
    steps,
    ...(request.kind === 'drill' && {
      durationSeconds: request.durationSeconds,
    }),
    rules,
    allowed: rules.every(({ passed }) => passed),
    forceable: rules.every(({ passed, forceable }) => passed || forceable),
    approvalRequired: false,
    evaluatedAt: now.toISOString(),
  };
}
