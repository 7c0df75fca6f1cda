import {
  FINAL_SHIFT_STATES,
  SITES,
  type Evacuation,
  type EvacuationPlan,
  type ServiceStatus,
  type Shift,
} from '@hybrid-platform/backstage-plugin-hybrid-common';

/** The longest list that an action answers with. */
const MAX_ITEMS = 50;

/** A shift with its latest events. */
export function showShift(shift: Shift, events = 20) {
  return {
    ...shift,
    ended: FINAL_SHIFT_STATES.includes(shift.state),
    events: shift.events.slice(-events),
  };
}

/** A service with only the alarms that say something. */
export function showService(status: ServiceStatus) {
  return {
    ...status,
    alarms: status.alarms.filter(({ state }) => state !== 'OK'),
  };
}

/** One line of a platform's services. */
export function showServiceSummary(status: ServiceStatus) {
  const { sites, diverged, elsewhereShare } = status;
  const { drift, hold, activeShift, readiness } = status;
  return {
    service: status.service,
    entityRef: status.entityRef,
    weights: { 'on-prem': sites['on-prem'].weight, aws: sites.aws.weight },
    diverged,
    elsewhereShare,
    health: { 'on-prem': sites['on-prem'].health, aws: sites.aws.health },
    drift: drift !== undefined,
    heldBy: hold?.by,
    activeShift: activeShift && {
      id: activeShift.id,
      state: activeShift.state,
    },
    notReadyFor: SITES.filter(site => readiness && !readiness[site].ready),
  };
}

/** An evacuation's plan: the counts, and what would not move. */
export function showEvacuationPlan({ items, ...plan }: EvacuationPlan) {
  const wouldNotMove = items.filter(
    ({ verdict }) => verdict === 'refused' || verdict === 'not-permitted',
  );
  return {
    ...plan,
    wouldNotMove: wouldNotMove.slice(0, MAX_ITEMS),
    omitted: Math.max(0, wouldNotMove.length - MAX_ITEMS),
  };
}

/** An evacuation: the counts, and what did not move. */
export function showEvacuation({ items, ...evacuation }: Evacuation) {
  const notMoved = items.filter(({ state }) =>
    ['refused', 'not-permitted', 'failed', 'aborted'].includes(state),
  );
  return {
    ...evacuation,
    notMoved: notMoved.slice(0, MAX_ITEMS),
    omitted: Math.max(0, notMoved.length - MAX_ITEMS),
  };
}
