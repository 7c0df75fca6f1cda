import type {
  ShiftEvent,
  ShiftKind,
  ShiftStep,
} from '@hybrid-platform/backstage-plugin-hybrid-common';

/** A part of the way there, or of the way back. */
export interface Phase<Name extends string = string> {
  /** Also the name of the method that carries it out, of `ShiftSteps` or of `Rollback`. */
  readonly phase: Name;
  /** The event by which the record says that it is over. */
  readonly doneBy: ShiftEvent['type'];
  /** What is left to do, for people. */
  readonly words: string;
}

/** One step, in order. A shift of one step begins without an event. */
const STEP = [
  { phase: 'begin', doneBy: 'step-started', words: 'not begun' },
  {
    phase: 'write',
    doneBy: 'weights-written',
    words: 'the weights are to be written',
  },
  {
    phase: 'confirm',
    doneBy: 'weights-confirmed',
    words: 'the weights are written and to be confirmed',
  },
  {
    phase: 'verify',
    doneBy: 'verified',
    words: 'the weights are confirmed and to be verified',
  },
  {
    phase: 'bake',
    doneBy: 'gate-passed',
    words: 'the weights are verified and prove themselves',
  },
] as const satisfies readonly Phase[];

/** The way back, in order. */
const ROLLBACK = [
  {
    phase: 'write',
    doneBy: 'weights-written',
    words: 'the weights from before are to be written',
  },
  {
    phase: 'confirm',
    doneBy: 'weights-confirmed',
    words: 'the weights from before are written and to be confirmed',
  },
  {
    phase: 'verify',
    doneBy: 'returned',
    words: 'the weights from before are confirmed and to be verified',
  },
] as const satisfies readonly Phase[];

export type StepPhase = (typeof STEP)[number]['phase'];
export type RollbackPhase = (typeof ROLLBACK)[number]['phase'];

/** What a step goes through. Where nothing bakes, the verification is the last. */
export function stepPhases({ bakeSeconds }: ShiftStep): Phase<StepPhase>[] {
  return STEP.filter(({ phase }) => phase !== 'bake' || bakeSeconds > 0);
}

/** What the way back goes through. Only a drill measures how long it takes. */
export function rollbackPhases(kind: ShiftKind): Phase<RollbackPhase>[] {
  return ROLLBACK.filter(({ phase }) => phase !== 'verify' || kind === 'drill');
}

/** A phase and those after it. */
export function phasesFrom<Name extends string>(
  phases: Phase<Name>[],
  from: Name,
): Name[] {
  const names = phases.map(({ phase }) => phase);
  return names.slice(names.indexOf(from));
}

/** What comes after an event: a phase, the end, or nothing new when it completes none. */
export function phaseAfter<Name extends string>(
  phases: Phase<Name>[],
  event: ShiftEvent['type'],
): Name | 'end' | undefined {
  const done = phases.findIndex(({ doneBy }) => doneBy === event);
  return done < 0 ? undefined : phases[done + 1]?.phase ?? 'end';
}

export function stepWords(phase: StepPhase): string {
  return STEP.find(row => row.phase === phase)!.words;
}

export function rollbackWords(phase: RollbackPhase): string {
  return ROLLBACK.find(row => row.phase === phase)!.words;
}
