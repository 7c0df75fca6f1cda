import { parseEntityRef } from '@backstage/catalog-model';
import type { NotificationPayload } from '@backstage/plugin-notifications-common';
import {
  FINAL_SHIFT_STATES,
  HYBRID_TAGS,
  elsewhereWeight,
  sharesOf,
  type AutomationMove,
  type Drift,
  type Shift,
  type ShiftState,
  type ShiftSummary,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';

/** The topics by which people turn notifications on and off. */
export const NOTIFICATION_TOPICS = {
  shift: 'hybrid.shift',
  approval: 'hybrid.approval',
  drift: 'hybrid.drift',
  automation: 'hybrid.automation',
} as const;

/** Where a shift is, as far as its service's owner is told of it. */
export type Stage = 'awaiting-approval' | 'under-way' | 'ended';

export function stageOf({ state }: ShiftSummary): Stage | undefined {
  if (FINAL_SHIFT_STATES.includes(state)) return 'ended';
  if (state === 'awaiting-approval') return state;
  return state === 'planned' ? undefined : 'under-way';
}

const SEVERITIES: Partial<
  Record<ShiftState, NonNullable<NotificationPayload['severity']>>
> = {
  succeeded: 'normal',
  failed: 'critical',
  aborted: 'high',
  'rolled-back': 'high',
};

/**
 * What the owner of a service is told of a shift. The scope lets a later notification take
 * the place of the earlier one. Of an evacuation's shifts, the first one tells of it, and
 * then only those that did not succeed: a team may own hundreds of services.
 */
export function shiftNotification(
  shift: Shift,
): NotificationPayload | undefined {
  const stage = stageOf(shift);
  if (!stage) return undefined;
  if (shift.evacuationId && stage === 'under-way') return evacuation(shift);
  if (shift.evacuationId && shift.state === 'succeeded') return undefined;
  return {
    title: titleOf(shift, stage),
    description: descriptionOf(shift, stage),
    severity: stage === 'ended' ? SEVERITIES[shift.state] : severityOf(stage),
    topic:
      stage === 'awaiting-approval'
        ? NOTIFICATION_TOPICS.approval
        : NOTIFICATION_TOPICS.shift,
    scope: shift.id,
    link: linkTo(shift.entityRef),
    metadata: { entityRef: shift.entityRef, shiftId: shift.id },
  };
}

/** Who may have changed weights of which nobody knows who did. */
const SUSPECT =
  'a controller or a pipeline that writes the declared weights is a usual suspect';

/** What the owner of a service is told of weights that nobody explained. */
export function driftNotification(drift: {
  id: string;
  entityRef: string;
  service: string;
  expected: Weights;
  actual: Weights;
  expectedElsewhereShare?: number;
  elsewhereShare?: number;
  changedBy?: Drift['changedBy'];
  /** What automation's tag says, where nobody can read it. */
  automationTag?: string;
}): NotificationPayload {
  const { service, expected, actual } = drift;
  return {
    title: `The weights of ${service} have drifted`,
    description: `They are ${shares(
      actual,
      drift.elsewhereShare,
    )} instead of ${shares(expected, drift.expectedElsewhereShare)}. ${originOf(
      drift,
    )}`,
    severity: 'high',
    topic: NOTIFICATION_TOPICS.drift,
    scope: `drift:${drift.id}`,
    link: linkTo(drift.entityRef),
    metadata: { entityRef: drift.entityRef },
  };
}

function originOf({
  changedBy,
  automationTag,
}: Parameters<typeof driftNotification>[0]): string {
  if (changedBy)
    return `${changedBy.principal} changed them at ${changedBy.at}.`;
  return automationTag
    ? `No shift set them; whether the platform’s automation did, nobody knows, for the tag '${HYBRID_TAGS.automation}' of the rule is '${automationTag}', which nobody can read: it will not return the service.`
    : `Neither a shift nor the platform’s automation set them; ${SUSPECT}.`;
}

/**
 * What the owner of a service is told of what automation moved: that it did, and that it
 * brought it back, or found that somebody else had changed it; or both at once where nobody was
 * there to tell in between. Whoever took the service over from automation by a shift knows it.
 */
export function automationNotification({
  move,
  moved,
  ended,
}: {
  move: AutomationMove & { entityRef: string };
  moved: boolean;
  ended: boolean;
}): NotificationPayload | undefined {
  const { service, from, to, endedWith, endedAt, state } = move;
  const isBack = state === 'returned';
  // Automation noted which weights it found; of a shift it knows nothing.
  const isChanged = state === 'left' && endedWith !== undefined;
  if (ended && !moved && !isBack && !isChanged) return undefined;
  const began = `The failover functions moved it to ${shares(to)}${
    from ? ` from ${shares(from)}` : ''
  } ${moment(move.movedAt, move.movedAtLatest)}.`;
  const end = moment(endedAt ?? '', move.endedAtLatest);
  const back = `The traffic returned${
    endedWith ? ` to ${shares(endedWith)}` : ''
  } ${end}.`;
  const left = isChanged
    ? `Somebody else has set ${shares(
        endedWith,
      )}, as automation saw ${end}: it leaves the service alone, and does not return it. Unless a person did that, ${SUSPECT}.`
    : `Automation left it to whoever changed it ${end}.`;
  return {
    title: titleOfMove(service, { moved, ended, isBack, isChanged }),
    description: [
      began,
      ended ? (isBack && back) || left : 'On-prem had no healthy target.',
    ].join(' '),
    severity: ended && !isChanged ? 'normal' : 'high',
    topic: NOTIFICATION_TOPICS.automation,
    scope: `automation:${move.id}`,
    link: linkTo(move.entityRef),
    metadata: { entityRef: move.entityRef, automationId: move.id },
  };
}

function titleOfMove(
  service: string,
  of: { moved: boolean; ended: boolean; isBack: boolean; isChanged: boolean },
): string {
  const { moved, ended, isBack, isChanged } = of;
  if (!ended) return `Automation moved ${service} to AWS`;
  if (isChanged) {
    return `Automation had moved ${service} to AWS, and somebody else has changed its weights since`;
  }
  if (!isBack) return `Automation had moved ${service} to AWS`;
  return moved
    ? `Automation had moved ${service} to AWS, and it has returned`
    : `Automation returned ${service} to its default weights`;
}

function moment(at: string, isLatest: boolean | undefined): string {
  return isLatest ? `at ${at} or earlier` : `at ${at}`;
}

function evacuation(shift: Shift): NotificationPayload {
  const { platform, evacuationId } = shift;
  return {
    title: `An evacuation of ${platform} moves the traffic of your services`,
    description: `${shift.requestedBy}: ${shift.reason}`,
    severity: 'high',
    topic: NOTIFICATION_TOPICS.shift,
    scope: `evacuation:${evacuationId}`,
    link: linkTo(shift.entityRef),
    metadata: { platform, evacuationId: evacuationId! },
  };
}

function severityOf(stage: Stage): NotificationPayload['severity'] {
  return stage === 'awaiting-approval' ? 'high' : 'normal';
}

function titleOf(shift: Shift, stage: Stage): string {
  const { service } = shift;
  const what =
    shift.kind === 'drill'
      ? `The drill of ${service}`
      : `The shift of ${service}`;
  if (stage === 'awaiting-approval') return `${what} needs an approval`;
  if (stage === 'under-way')
    return `${what} to ${sharesAfter(shift)} has begun`;
  const ended: Partial<Record<ShiftState, string>> = {
    succeeded: shift.kind === 'drill' ? 'has ended well' : 'has succeeded',
    failed: 'has failed',
    aborted: 'was aborted',
    'rolled-back': 'was rolled back',
  };
  return `${what} ${ended[shift.state]}`;
}

function descriptionOf(shift: Shift, stage: Stage): string {
  const asked = `${shift.requestedBy}: ${shift.reason}`;
  if (stage === 'awaiting-approval' && shift.approval) {
    return `${asked} (${sharesAfter(shift)}, until ${shift.approval.until})`;
  }
  if (stage !== 'ended') return asked;
  const facts = [
    shift.recoveryTimeSeconds !== undefined &&
      `Recovery time: ${shift.recoveryTimeSeconds.toFixed(1)} s.`,
    shift.returnTimeSeconds !== undefined &&
      `Return time: ${shift.returnTimeSeconds.toFixed(1)} s.`,
    shift.problem?.message,
    shift.problem?.remedy,
  ].filter(fact => typeof fact === 'string');
  return [...facts, asked].join(' ');
}

function sharesAfter({ to, plan }: Shift): string {
  return shares(to, plan.elsewhereShare);
}

/** @param elsewhere - the percentage that target groups of neither site have then. */
function shares(weights: Weights, elsewhere = 0): string {
  const { 'on-prem': onPrem, aws } = sharesOf(
    weights,
    elsewhereWeight(weights, elsewhere),
  );
  const sites = `${Math.round(onPrem)} % on-prem, ${Math.round(aws)} % AWS`;
  return elsewhere > 0 ? `${sites}, ${Math.round(elsewhere)} % neither` : sites;
}

function linkTo(entityRef: string): string {
  const { namespace, kind, name } = parseEntityRef(entityRef);
  return `/catalog/${[namespace, kind.toLocaleLowerCase('en-US'), name]
    .map(encodeURIComponent)
    .join('/')}`;
}
