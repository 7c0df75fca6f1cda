import type { Act, Expected, KillCase } from '../KillCase';
import { BACK, BAKING, IN_STEPS } from './steps';

/** Somebody aborts a shift that bakes; it is killed wherever that leads. */
function whileBaking(
  rollBack: boolean,
  at: NonNullable<KillCase['at']>,
): KillCase {
  const isOver = at === 'rolled-back' || at === 'aborted';
  const expected: Expected = rollBack
    ? {
        state: 'rolled-back',
        writes: [80, 60],
        history: [...BAKING, 'abort-requested', ...BACK],
        takenOver: !isOver,
      }
    : {
        state: 'aborted',
        writes: [80],
        history: [...BAKING, 'abort-requested', 'aborted'],
        takenOver: !isOver,
      };
  const before = async (act: Act) => {
    await act.until('baking@1');
    await act.post('abort', { body: { rollBack } });
  };
  return { request: IN_STEPS, at, before, expected };
}

/** Somebody aborts a shift that stands still; nobody has heard of it when it is killed. */
function unheard(
  rollBack: boolean,
  at: NonNullable<KillCase['at']>,
  writes: number[],
): KillCase {
  const back = rollBack && writes.length > 0;
  return {
    request: IN_STEPS,
    at,
    before: async act => {
      await act.still();
      await act.post('abort', { body: { rollBack } });
    },
    expected: {
      state: back ? 'rolled-back' : 'aborted',
      writes: back ? [...writes, 60] : writes,
    },
  };
}

/** Where nothing was sent to AWS, there is nothing to take back. */
const UNSENT = ['plan-evaluated', 'step-started@1'];

/** Whether it was is not known after the rule was read, so the step is carried out. */
const SENT = [
  'rule-read@1',
  'accepted@1',
  'weights-written@1',
  'weights-confirmed@1',
  'verified@1',
  'baking@1',
];

const everyUnheard = (rollBack: boolean) => [
  ...UNSENT.map(at => unheard(rollBack, at, [])),
  ...SENT.map(at => unheard(rollBack, at, [80])),
  ...(['before', 'after'] as const).flatMap(effect => [
    unheard(rollBack, { call: 'AddTags', nth: 1, effect }, []),
    unheard(rollBack, { call: 'ModifyRule', nth: 1, effect }, [80]),
  ]),
];

/** What a person's shift takes from automation, and gives back with the weights. */
const ofAutomation = (['before', 'after'] as const)
  .flatMap(effect => [
    unheard(true, { call: 'RemoveTags', nth: 1, effect }, [80]),
    // The first one sets the shift's own hold.
    whileBaking(true, { call: 'AddTags', nth: 2, effect }),
  ])
  .map(one => ({ ...one, automation: 'failed-over 2026-11-22T12:00:00.000Z' }));

const releases = (['before', 'after'] as const).map(
  effect => ({ call: 'RemoveTags', nth: 1, effect } as const),
);

export const abortsWithRollback: KillCase[] = [
  ...[
    'rule-read',
    'accepted',
    'weights-written',
    'weights-confirmed',
    'rolled-back',
    { call: 'ModifyRule', nth: 2, effect: 'before' } as const,
    ...releases,
  ].map(at => whileBaking(true, at)),
  ...ofAutomation,
  ...everyUnheard(true),
];

export const abortsWithoutRollback: KillCase[] = [
  ...['aborted', ...releases].map(at => whileBaking(false, at)),
  ...everyUnheard(false),
];
