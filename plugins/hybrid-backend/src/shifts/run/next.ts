import {
  sameWeights,
  type Problem,
  type Shift,
  type ShiftEvent,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { PerRoute } from '../target/routes';
import type { RequestedAbort } from '../record/ShiftLeases';
import {
  phaseAfter,
  rollbackPhases,
  rollbackWords,
  stepPhases,
  stepWords,
  type RollbackPhase,
  type StepPhase,
} from './phases';

/**
 * What a shift has to do next. It follows from what is recorded of it alone, so that a
 * process that takes it over does what the one before would have done.
 */
export type Next =
  | NextStep
  /** The site that gained traffic does not serve it: go back, or stay. */
  | { do: 'decide'; step: number; problem: Problem }
  /** A drill has arrived, and stays for its time. */
  | { do: 'stay' }
  | { do: 'rollback'; from: RollbackPhase; why: RollbackReason }
  /** Only the end is missing. */
  | { do: 'finish'; why?: RollbackReason };

export interface NextStep {
  do: 'step';
  /** 1, 2, 3 … */
  step: number;
  from: StepPhase;
  /** The weights may have been written, though it is not recorded. */
  maybeWritten: boolean;
}

/** Why a shift sets the weights from before again. */
export type RollbackReason =
  | { because: 'over' }
  | { because: 'aborted' }
  | { because: 'trouble'; problem: Problem };

const WRITTEN: ShiftEvent['type'][] = ['weights-written', 'weights-confirmed'];

const TROUBLE: ShiftEvent['type'][] = ['verification-failed', 'gate-failed'];

/** Reads off a shift's history what is left to do. */
export function nextOf(shift: Pick<Shift, 'kind' | 'plan' | 'events'>): Next {
  const { kind, plan, events } = shift;
  return events.reduce<Next>(
    (next, event, index) => after(event, index) ?? next,
    at(1, 'begin'),
  );

  /** What an event leads to; undefined when it changes nothing. */
  function after(event: ShiftEvent, index: number): Next | undefined {
    const { type, step } = event;
    if (TROUBLE.includes(type)) {
      return { do: 'decide', step: step ?? 1, problem: problemOfEvent(event) };
    }
    // What happens to the weights on the way there is of a step; on the way back, of none.
    return step === undefined
      ? afterRollback(type, rollbackReason(events, index))
      : afterStep(type, step);
  }

  function afterStep(type: ShiftEvent['type'], step: number): Next | undefined {
    if (type === 'rule-read') {
      return { ...at(step, 'write'), maybeWritten: true };
    }
    const phase = phaseAfter(stepPhases(plan.steps[step - 1]), type);
    if (phase !== 'end') return phase && at(step, phase);
    if (step < plan.steps.length) return at(step + 1, 'begin');
    return kind === 'drill' ? { do: 'stay' } : { do: 'finish' };
  }

  function afterRollback(
    type: ShiftEvent['type'],
    why: RollbackReason,
  ): Next | undefined {
    if (type === 'returning' || type === 'rule-read') {
      return { do: 'rollback', from: 'write', why };
    }
    const phase = phaseAfter(rollbackPhases(kind), type);
    if (phase === 'end') return { do: 'finish', why };
    return phase && { do: 'rollback', from: phase, why };
  }
}

/** The weights that a shift started from, rule by rule where they disagreed. */
export function fromOf({ plan }: Pick<Shift, 'plan'>): PerRoute {
  const { from, fromRules } = plan;
  return fromRules
    ? new Map(fromRules.map(({ rule, weights }) => [rule, weights]))
    : from;
}

/** The weights that a step starts from: those of the step before, or of the plan. */
export function weightsBefore(
  shift: Pick<Shift, 'plan'>,
  step: number,
): PerRoute {
  return step > 1 ? shift.plan.steps[step - 2].weights : fromOf(shift);
}

/** Whether a shift has set weights, as far as its record knows. */
export function hasWritten({ events }: Pick<Shift, 'events'>): boolean {
  return events.some(({ type }) => WRITTEN.includes(type));
}

/** The weights that a shift has set last, by its record. */
export function currentWeights(
  shift: Pick<Shift, 'plan' | 'events'>,
): PerRoute {
  const set = shift.events.filter(
    ({ type, step, weights }) =>
      step !== undefined && weights && WRITTEN.includes(type),
  );
  return set.at(-1)?.weights ?? fromOf(shift);
}

/**
 * The weights that may have been sent to AWS without anybody knowing what became of it: the
 * rule was read, to be written next, and that is the last that is known. `step` is the step
 * that they are of; none is the way back.
 */
export function maybeSet(
  { plan, events }: Pick<Shift, 'plan' | 'events'>,
  step: number | undefined,
): Weights | undefined {
  const wanted = step === undefined ? plan.from : plan.steps[step - 1].weights;
  const own = events.filter(
    event =>
      event.step === step &&
      (event.type === 'rule-read' || WRITTEN.includes(event.type)),
  );
  const last = own.at(-1);
  return last?.type === 'rule-read' &&
    last.weights &&
    !sameWeights(last.weights, wanted)
    ? wanted
    : undefined;
}

/** What the last step that began may have set: see {@link maybeSet}. */
export function unknownWeights(
  shift: Pick<Shift, 'plan' | 'events'>,
): Weights | undefined {
  const begun = shift.events.flatMap(({ step }) => step ?? []);
  return begun.length > 0 ? maybeSet(shift, Math.max(...begun)) : undefined;
}

/**
 * What becomes of a shift that somebody aborts. Where nothing has been written there is
 * nothing to take back; a drill that has begun always returns; a way back goes on.
 */
export function afterAbort(
  shift: Pick<Shift, 'kind' | 'events'>,
  { mode }: RequestedAbort,
): 'stop' | 'rollback' {
  if (!hasWritten(shift)) return 'stop';
  return shift.kind === 'drill' || mode === 'roll-back' ? 'rollback' : 'stop';
}

/**
 * What becomes of a shift whose gaining site does not serve: it goes back where the share of
 * healthy targets, 0–1, is higher at the old site.
 */
export function afterTrouble(
  { code }: Problem,
  health: { old: number; gaining: number },
): 'rollback' | 'fail' {
  // What the gate did not let pass is no place to stay, however its targets look.
  const gaining = code === 'health-gate-failed' ? 0 : health.gaining;
  return health.old > gaining ? 'rollback' : 'fail';
}

/** Where a shift is, for people. */
export function describeNext(next: Next, steps: number): string {
  switch (next.do) {
    case 'step':
      return `${stepOf(next.step, steps)}${stepWords(next.from)}`;
    case 'decide':
      return `${stepOf(next.step, steps)}about to go back or to stay`;
    case 'stay':
      return 'staying for the time of the drill';
    case 'rollback':
      return rollbackWords(next.from);
    default:
      return 'only its end is missing';
  }
}

function stepOf(step: number, steps: number): string {
  return steps > 1 ? `step ${step} of ${steps}, ` : '';
}

function at(step: number, from: StepPhase): NextStep {
  return { do: 'step', step, from, maybeWritten: false };
}

/** Trouble comes first; whoever aborts before the way back began is its cause; or time. */
function rollbackReason(events: ShiftEvent[], until: number): RollbackReason {
  const before = events.slice(0, until + 1);
  const trouble = before.find(({ type }) => TROUBLE.includes(type));
  if (trouble) return { because: 'trouble', problem: problemOfEvent(trouble) };
  const returning = before.findIndex(({ type }) => type === 'returning');
  const requested = before.findIndex(({ type }) => type === 'abort-requested');
  return requested >= 0 && (returning < 0 || requested < returning)
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
