import type {
  ShiftKind,
  ShiftState,
  ShiftSummary,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { isFinal } from '../../hooks/useShift';

/** How a shift ended, or that it has not. */
export const RESULTS = [
  'succeeded',
  'failed',
  'aborted',
  'rolled-back',
  'active',
] as const;

export type Result = (typeof RESULTS)[number];

export interface Filters {
  kind?: ShiftKind;
  result?: Result;
}

/** The result by which a state is filtered. */
function resultOf(state: ShiftState): Result {
  return isFinal(state) ? (state as Result) : 'active';
}

/** The shifts that pass the filters. */
export function filterShifts(
  shifts: readonly ShiftSummary[],
  { kind, result }: Filters,
): ShiftSummary[] {
  return shifts.filter(
    shift =>
      (kind === undefined || shift.kind === kind) &&
      (result === undefined || resultOf(shift.state) === result),
  );
}
