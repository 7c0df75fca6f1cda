import type {
  Problem,
  Shift,
  Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import {
  describeElsewhere,
  describeSticky,
  describeWeights,
} from '../target/routes';
import { fromOf, type RollbackReason } from './next';
import type { NewEvent, ShiftEnd } from '../record/writes';

/** How a run ended, and the event that records it. */
export interface Outcome {
  end: ShiftEnd;
  event: NewEvent;
}

/** What is said of the end of a shift, beside its history. */
export interface Facts {
  shift: Pick<
    Shift,
    'kind' | 'from' | 'to' | 'createdAt' | 'approval' | 'events' | 'plan'
  >;
  verifiedAt?: string;
  abortedBy?: string;
}

export function failed(problem: Problem): Outcome {
  return {
    end: { state: 'failed', problem },
    event: { type: 'failed', message: problem.message },
  };
}

/** The end of a shift that is through, there or there and back. */
export function finished(
  facts: Facts,
  why: RollbackReason | undefined,
): Outcome {
  const { shift, abortedBy } = facts;
  const recovery = recoveryTimeSeconds(facts);
  const back = returnTimeSeconds(shift);
  const times = {
    ...(recovery !== undefined && { recoveryTimeSeconds: recovery }),
    ...(back !== undefined && { returnTimeSeconds: back }),
  };
  if (!why) {
    return {
      end: { state: 'succeeded', ...times },
      event: {
        type: 'succeeded',
        message: `The traffic has moved${
          recovery === undefined
            ? ''
            : `; it took ${seconds(recovery)} from the request to here`
        }.${describeElsewhere(shift.plan.elsewhereShare)}${describeSticky(
          shift.plan.stickinessSeconds,
        )}`,
        weights: shift.to,
      },
    };
  }
  if (why.because === 'over') {
    return {
      end: { state: 'succeeded', ...times },
      event: {
        type: 'succeeded',
        message: `The drill is over: the traffic had moved${
          recovery === undefined
            ? ''
            : ` ${seconds(recovery)} after the request`
        }, and was back${
          back === undefined ? '' : ` ${seconds(back)} after the drill ended`
        }.`,
        weights: shift.from,
      },
    };
  }
  const again = `the weights are ${describeWeights(fromOf(shift))} again`;
  return {
    end: {
      state: 'rolled-back',
      // A drill that went there and back has measured both, whatever ended it.
      ...(shift.kind === 'drill' && times),
      ...(why.because === 'trouble' && { problem: why.problem }),
    },
    event: {
      type: 'rolled-back',
      message:
        why.because === 'aborted'
          ? `${abortedBy} aborted the shift, and ${again}.`
          : troubleMessage(shift, again),
      weights: shift.from,
    },
  };
}

/** Somebody stopped it; the weights stay as they are. */
export function stopped(
  facts: Facts,
  now: { weights?: Weights; words: string } | undefined,
  why = '',
): Outcome {
  return {
    end: { state: 'aborted' },
    event: {
      type: 'aborted',
      message: `${facts.abortedBy} aborted the shift. ${why}${
        now
          ? `The weights stay as they are: ${now.words}.`
          : 'What the weights are now could not be read.'
      }`,
      ...(now?.weights && { weights: now.weights }),
    },
  };
}

function troubleMessage(shift: Facts['shift'], again: string): string {
  return shift.kind === 'drill'
    ? `The drill ended early, and ${again}.`
    : `The old site is healthier, so ${again}.`;
}

/** From the request, or its approval, to the moment at which the last step was verified. */
function recoveryTimeSeconds({ shift, verifiedAt }: Facts): number | undefined {
  if (!verifiedAt) return undefined;
  const begun = shift.approval?.at ?? shift.createdAt;
  return (Date.parse(verifiedAt) - Date.parse(begun)) / 1000;
}

/** From the end of the drill to the moment at which the old weights were verified. */
function returnTimeSeconds({ events }: Facts['shift']): number | undefined {
  const began = events.find(({ type }) => type === 'returning');
  const ended = events.find(({ type }) => type === 'returned');
  return began && ended && (Date.parse(ended.at) - Date.parse(began.at)) / 1000;
}

function seconds(value: number): string {
  return `${value.toFixed(1)} s`;
}
