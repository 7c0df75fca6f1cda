import {
  sharesOf,
  type Shift,
  type ShiftEvent,
  type ShiftState,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { aProblem } from '../src/__testUtils__/fixtures';

/** How long a thing takes here. Bakes and drills are played fast, but can be watched. */
const STEP_MS = 1_200;
const MAX_WAIT_MS = 25_000;
const played = (seconds: number) => Math.min(seconds * 50, MAX_WAIT_MS);

/** A shift as it was asked for, and what people did about it since. */
export interface Played {
  shift: Omit<Shift, 'state' | 'events'>;
  startMs: number;
  /** It is refused by its second step's health gate, or at its verification. */
  fails?: boolean;
  needsApproval?: boolean;
  decision?: { by: string; at: number; approved: boolean };
  abort?: { at: number; rollBack: boolean };
}

interface Entry {
  at: number;
  type: ShiftEvent['type'];
  state: ShiftState;
  message: string;
  step?: number;
  weights?: Weights;
  until?: number;
}

const inWords = (weights: Weights) =>
  `on-prem ${weights['on-prem']}, aws ${weights.aws}`;

const percent = (weights: Weights) => Math.round(sharesOf(weights).aws);

/** Everything that will have happened to a shift once it is over, in order. */
function courseOf({ shift, startMs, fails, needsApproval, decision }: Played) {
  const { plan, from } = shift;
  const entries: Entry[] = [];
  let at = startMs;
  const add = (
    type: Entry['type'],
    state: ShiftState,
    message: string,
    more: Partial<Entry> = {},
  ) => {
    entries.push({ at, type, state, message, ...more });
    at += STEP_MS;
  };
  const waiting: ShiftState = needsApproval ? 'awaiting-approval' : 'running';
  add('requested', waiting, `${shift.requestedBy} asked for it.`);
  for (const rule of shift.forced ?? []) {
    add('rule-forced', waiting, `${rule} failed and was forced.`);
  }
  if (needsApproval) {
    add('approval-requested', waiting, 'Somebody else has to approve.');
    if (!decision) return entries;
    at = decision.at;
    const word = decision.approved ? 'approved' : 'rejected';
    add(
      word,
      decision.approved ? 'running' : 'aborted',
      `${decision.by} ${word}.`,
    );
    if (!decision.approved) return entries;
  }
  add(
    'plan-evaluated',
    'running',
    `${plan.rules.length} safety rules evaluated.`,
  );
  const last = plan.steps.length;
  for (const [index, { weights, bakeSeconds }] of plan.steps.entries()) {
    const step = index + 1;
    if (last > 1) {
      add('step-started', 'running', `Step ${step} of ${last}.`, { step });
    }
    add('weights-written', 'running', `ModifyRule set ${inWords(weights)}.`, {
      step,
      weights,
    });
    add(
      'weights-confirmed',
      'verifying',
      `The rule reads ${inWords(weights)}.`,
      {
        step,
      },
    );
    if (fails && step === last) {
      add(
        'verification-failed',
        'verifying',
        'aws answered 12 % with errors.',
        {
          step,
        },
      );
      add(
        'rolled-back',
        'rolled-back',
        `The weights are ${inWords(from)} again.`,
        {
          weights: from,
        },
      );
      return entries;
    }
    add('verified', 'verifying', `aws serves ${percent(weights)} %.`, { step });
    if (bakeSeconds > 0) {
      const until = at + played(bakeSeconds);
      add('baking', 'verifying', `Observing for ${bakeSeconds} s.`, {
        step,
        until,
      });
      at = until;
      add('gate-passed', 'verifying', 'The gaining site stayed healthy.', {
        step,
      });
    }
  }
  if (plan.durationSeconds !== undefined) {
    const until = at + played(plan.durationSeconds);
    add('baking', 'verifying', `The drill lasts ${plan.durationSeconds} s.`, {
      step: last,
      until,
    });
    at = until;
    add('returning', 'running', `Setting ${inWords(from)} again.`, {
      weights: from,
    });
    add('returned', 'verifying', `The weights are ${inWords(from)} again.`);
  }
  add('succeeded', 'succeeded', 'The shift ended.');
  return entries;
}

/** The course with what an abort made of it. */
function withAbort(entries: Entry[], { abort, shift }: Played): Entry[] {
  if (!abort || entries[entries.length - 1].at <= abort.at) return entries;
  const before = entries.filter(({ at }) => at <= abort.at);
  const wrote = before.some(({ type }) => type === 'weights-written');
  const { from } = shift;
  const at = abort.at + STEP_MS;
  return [
    ...before.map(entry => ({ ...entry, until: undefined })),
    {
      at: abort.at,
      type: 'abort-requested',
      state: before[before.length - 1].state,
      message: 'user:default/guest asked to abort.',
    },
    ...(abort.rollBack && wrote
      ? [
          {
            at,
            type: 'weights-written' as const,
            state: 'running' as const,
            message: `ModifyRule set ${inWords(from)}.`,
            weights: from,
          },
          {
            at: at + STEP_MS,
            type: 'rolled-back' as const,
            state: 'rolled-back' as const,
            message: `The weights are ${inWords(from)} again.`,
          },
        ]
      : [
          {
            at,
            type: 'aborted' as const,
            state: 'aborted' as const,
            message: 'The shift was aborted; the weights stay.',
          },
        ]),
  ];
}

const FINAL: readonly ShiftState[] = [
  'succeeded',
  'failed',
  'aborted',
  'rolled-back',
];

/** A shift as it stands at a moment, and the weights that are set then. */
export function playShift(
  of: Played,
  now: number,
): { shift: Shift; weights: Weights } {
  const { plan, from } = of.shift;
  const entries = withAbort(courseOf(of), of).filter(({ at }) => at <= now);
  const last = entries[entries.length - 1];
  const ended = FINAL.includes(last.state);
  const weights = entries.filter(entry => entry.weights).pop()?.weights ?? from;
  const verified = entries.filter(({ type }) => type === 'verified').pop();
  const returned = entries.find(({ type }) => type === 'returned');
  const returning = entries.find(({ type }) => type === 'returning');
  const begin = of.decision?.at ?? of.startMs;
  const step = entries.filter(entry => entry.step).pop()?.step ?? 1;
  const isVerified = verified?.step === plan.steps.length;
  return {
    weights,
    shift: {
      ...of.shift,
      state: last.state,
      events: entries.map(toEvent),
      ...(of.needsApproval && {
        approval: {
          until: new Date(of.startMs + 1_800_000).toISOString(),
          ...(of.decision && {
            by: of.decision.by,
            at: new Date(of.decision.at).toISOString(),
            decision: of.decision.approved ? 'approved' : 'rejected',
          }),
        },
      }),
      ...(isVerified && {
        recoveryTimeSeconds: (verified.at - begin) / 1000,
      }),
      ...(returned && {
        returnTimeSeconds: (returned.at - returning!.at) / 1000,
      }),
      ...(ended
        ? {
            endedAt: new Date(last.at).toISOString(),
            problem: problemOf(last.type, of),
          }
        : {
            aborting: of.abort && of.abort.at <= now,
            ...(last.state !== 'awaiting-approval' && {
              progress: {
                step,
                steps: plan.steps.length,
                until: last.until
                  ? new Date(last.until).toISOString()
                  : undefined,
              },
            }),
          }),
    },
  };
}

function toEvent(entry: Entry, index: number): ShiftEvent {
  const { at, type, message, step, weights } = entry;
  return {
    sequence: index + 1,
    at: new Date(at).toISOString(),
    type,
    message,
    step,
    weights,
    ...(type === 'weights-written' && {
      awsRequestId: `7f3c1d5e-2c55-4a2c-9b4d-0a5c6f0f3f${10 + index}`,
    }),
  };
}

function problemOf(type: ShiftEvent['type'], of: Played) {
  if (type === 'rolled-back' && !of.abort) {
    return aProblem('verification-failed', {
      message: 'aws did not serve the traffic within 60 s.',
      remedy: 'Look at the targets of aws, then plan again.',
    });
  }
  if (type === 'rejected') {
    return aProblem('approval-rejected', {
      message: `${of.decision?.by} rejected the shift.`,
      remedy: 'Talk to them, then ask again.',
    });
  }
  return undefined;
}
