import type {
  Problem,
  Shift,
  ShiftEvent,
  Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { RequestedAbort } from '../record/ShiftLeases';

/**
 * What a shift has to do next. It follows from what is recorded of it alone, so that a
 * process that takes it over does what the one before would have done.
 */
export type Next =
  | {
      do: 'step';
      /** 1, 2, 3 … */
      step: number;
      from: StepPhase;
      /** The weights may have been written, though it is not recorded. */
      maybeWritten: boolean;
    }
  /** The site that gained traffic does not serve it: go back, or stay. */
  | { do: 'decide'; step: number; problem: Problem }
  /** A drill has arrived, and stays for its time. */
  | { do: 'stay' }
  | { do: 'return'; from: RollbackPhase; why: RollbackReason }
  /** Only the end is missing. */
  | { do: 'finish'; why?: RollbackReason };

export type StepPhase = 'begin' | 'write' | 'confirm' | 'verify' | 'bake';
export type RollbackPhase = 'write' | 'confirm' | 'verify';

/** Why a shift sets the weights from before again. */
export type RollbackReason =
  | { because: 'over' }
  | { because: 'aborted' }
  | { because: 'trouble'; problem: Problem };

const STEP_PHASES: Record<StepPhase, string> = {
  begin: 'not begun',
  write: 'the weights are to be written',
  confirm: 'the weights are written and to be confirmed',
  verify: 'the weights are confirmed and to be verified',
  bake: 'the weights are verified and prove themselves',
};

const ROLLBACK_PHASES: Record<RollbackPhase, string> = {
  write: 'the weights from before are to be written',
  confirm: 'the weights from before are written and to be confirmed',
  verify: 'the weights from before are confirmed and to be verified',
};

const TROUBLE: ShiftEvent['type'][] = ['verification-failed', 'gate-failed'];

/** Reads off a shift's history what is left to do. */
export function nextOf(shift: Pick<Shift, 'kind' | 'plan' | 'events'>): Next {
  const { plan, events } = shift;
  let next: Next = begin(1);
  events.forEach((event, index) => {
    const step = event.step ?? 1;
    switch (event.type) {
      case 'step-started':
        next = at(step, 'write');
        break;
      case 'rule-read':
        next = isRollback(event)
          ? back('write')
          : { ...at(step, 'write'), maybeWritten: true };
        break;
      case 'weights-written':
        next = isRollback(event) ? back('confirm') : at(step, 'confirm');
        break;
      case 'weights-confirmed':
        next = isRollback(event) ? backConfirmed() : at(step, 'verify');
        break;
      case 'verified':
        if (isRollback(event)) break;
        next =
          plan.steps[step - 1].bakeSeconds > 0 ? at(step, 'bake') : after(step);
        break;
      case 'baking':
        next = at(step, 'bake');
        break;
      case 'gate-passed':
        next = after(step);
        break;
      case 'verification-failed':
      case 'gate-failed':
        next = { do: 'decide', step, problem: problemOfEvent(event) };
        break;
      case 'returning':
        next = back('write');
        break;
      case 'returned':
        next = { do: 'finish', why: rollbackReason(events, index) };
        break;
      default:
    }

    function back(from: RollbackPhase): Next {
      return { do: 'return', from, why: rollbackReason(events, index) };
    }

    function backConfirmed(): Next {
      return shift.kind === 'drill'
        ? back('verify')
        : { do: 'finish', why: rollbackReason(events, index) };
    }
  });
  return next;

  function after(step: number): Next {
    if (step < plan.steps.length) return begin(step + 1);
    return shift.kind === 'drill' ? { do: 'stay' } : { do: 'finish' };
  }
}

/** The weights that a step starts from: those of the step before, or of the plan. */
export function weightsBefore(
  shift: Pick<Shift, 'plan'>,
  step: number,
): Weights {
  return step > 1 ? shift.plan.steps[step - 2].weights : shift.plan.from;
}

/**
 * What becomes of a shift that somebody aborts. Where nothing has been written there is
 * nothing to take back; a drill that has begun always returns; a way back goes on.
 */
export function afterAbort(
  shift: Pick<Shift, 'kind' | 'events'>,
  { mode }: RequestedAbort,
): 'stop' | 'return' {
  const written = shift.events.some(
    ({ type }) => type === 'weights-written' || type === 'weights-confirmed',
  );
  if (!written) return 'stop';
  return shift.kind === 'drill' || mode === 'roll-back' ? 'return' : 'stop';
}

/** Where a shift is, for people. */
export function describeNext(next: Next, steps: number): string {
  switch (next.do) {
    case 'step':
      return `${stepOf(next.step, steps)}${STEP_PHASES[next.from]}`;
    case 'decide':
      return `${stepOf(next.step, steps)}about to go back or to stay`;
    case 'stay':
      return 'staying for the time of the drill';
    case 'return':
      return ROLLBACK_PHASES[next.from];
    default:
      return 'only its end is missing';
  }
}

function stepOf(step: number, steps: number): string {
  return steps > 1 ? `step ${step} of ${steps}, ` : '';
}

function begin(step: number): Next {
  return at(step, 'begin');
}

function at(step: number, from: StepPhase): Next & { do: 'step' } {
  return { do: 'step', step, from, maybeWritten: false };
}

/** What happens to the rule on the way there is of a step; on the way back, of none. */
function isRollback(event: ShiftEvent): boolean {
  return event.step === undefined;
}

/** Trouble comes first; whoever aborts before the way back began is its cause; or time. */
function rollbackReason(events: ShiftEvent[], until: number): RollbackReason {
  const before = events.slice(0, until + 1);
  const trouble = before.find(({ type }) => TROUBLE.includes(type));
  if (trouble) return { because: 'trouble', problem: problemOfEvent(trouble) };
  const returning = before.findIndex(({ type }) => type === 'returning');
  const asked = before.findIndex(({ type }) => type === 'abort-requested');
  return asked >= 0 && (returning < 0 || asked < returning)
    ? { because: 'aborted' }
    : { because: 'over' };
}

function problemOfEvent({ type, message }: ShiftEvent): Problem {
  return type === 'gate-failed'
    ? {
        code: 'health-gate-failed',
        message,
        remedy:
          'Find out why the site that gained traffic failed under it before shifting again.',
      }
    : {
        code: 'verification-failed',
        message,
        remedy:
          'Find out why its targets are unhealthy before shifting again; check the health checks, the workload and, for on-prem, the VPN.',
      };
}
