import type { Act, KillCase } from '../KillCase';

const FAILOVER = {
  kind: 'failover' as const,
  to: 'aws' as const,
  reason: 'killed on the way',
};
const ASKED = ['requested', 'plan-evaluated', 'approval-requested'];
const CARRIED_OUT = [
  ...ASKED,
  'approved',
  'rule-read@1',
  'weights-written@1',
  'weights-confirmed@1',
  'verified@1',
  'succeeded',
];

const decide = (decision: string) => async (act: Act) => {
  await act.post(decision, { user: 'lead' });
};

/** It waits when the process is killed, and is decided on after that. */
const waiting = (
  after: NonNullable<KillCase['after']>,
  expected: KillCase['expected'],
): KillCase => ({
  request: FAILOVER,
  after,
  expected: { takenOver: false, ...expected },
});

/** It was approved when the process is killed. */
const approved = (
  at: NonNullable<KillCase['at']>,
  takenOver: NonNullable<KillCase['expected']['takenOver']>,
): KillCase => ({
  request: FAILOVER,
  at,
  // Who approves has no answer where that is what the process dies at.
  before: async act => {
    decide('approve')(act).catch(() => {});
  },
  expected: {
    state: 'succeeded',
    writes: [100],
    history: CARRIED_OUT,
    takenOver,
  },
});

export const approvals: KillCase[] = [
  waiting(decide('approve'), {
    state: 'succeeded',
    writes: [100],
    history: CARRIED_OUT,
  }),
  // Any other approval finds it, too.
  approved('approved', 'perhaps'),
  waiting(decide('reject'), {
    state: 'aborted',
    problem: 'approval-rejected',
    writes: [],
  }),
  waiting(
    async act => {
      await act.post('abort', { body: { rollBack: false } });
    },
    { state: 'aborted', writes: [], history: [...ASKED, 'aborted'] },
  ),
  approved('plan-evaluated', true),
  approved('rule-read@1', true),
  approved('accepted@1', true),
  approved('weights-written@1', true),
  approved('verified@1', true),
  approved('succeeded', false),
  approved({ call: 'AddTags', nth: 1, effect: 'before' }, true),
  approved({ call: 'AddTags', nth: 1, effect: 'after' }, true),
];
