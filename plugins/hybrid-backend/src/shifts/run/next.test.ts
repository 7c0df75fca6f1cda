import type {
  Plan,
  ShiftEvent,
  ShiftKind,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import {
  afterAbort,
  afterTrouble,
  currentWeights,
  describeNext,
  hasWritten,
  maybeSet,
  nextOf,
  unknownWeights,
  weightsBefore,
} from './next';

const FROM = { 'on-prem': 40, aws: 60 };
const STEPS = [
  { weights: { 'on-prem': 20, aws: 80 }, bakeSeconds: 60 },
  { weights: { 'on-prem': 0, aws: 100 }, bakeSeconds: 0 },
];

/** A shift with these events, `verified@2` for that of step 2. */
function shiftWith(kind: ShiftKind, history: string) {
  const steps = kind === 'custom' ? STEPS : STEPS.slice(1);
  return {
    kind,
    plan: { from: FROM, to: steps[steps.length - 1].weights, steps } as Plan,
    events: history
      .split(' ')
      .filter(Boolean)
      .map((name, index): ShiftEvent => {
        const [type, step] = name.split('@');
        return {
          sequence: index + 1,
          at: '2026-11-22T12:00:00.000Z',
          type: type as ShiftEvent['type'],
          message: `message ${index + 1}`,
          ...(step && { step: Number(step) }),
        };
      }),
  };
}

const BEGUN = 'requested plan-evaluated';
const step = (n: number) =>
  `step-started@${n} rule-read@${n} weights-written@${n} weights-confirmed@${n} verified@${n}`;

describe('what a shift has to do next', () => {
  it.each([
    [BEGUN, 'step 1 begin'],
    [`${BEGUN} approval-requested approved`, 'step 1 begin'],
    [`${BEGUN} step-started@1`, 'step 1 write'],
    [`${BEGUN} step-started@1 rule-read@1`, 'step 1 write, maybe written'],
    [
      `${BEGUN} step-started@1 rule-read@1 rule-read@1`,
      'step 1 write, maybe written',
    ],
    [`${BEGUN} rule-read@1 weights-written@1`, 'step 1 confirm'],
    [`${BEGUN} rule-read@1 weights-written@1 taken-over`, 'step 1 confirm'],
    [`${BEGUN} rule-read@1 weights-confirmed@1`, 'step 1 verify'],
    [`${BEGUN} weights-confirmed@1 abort-requested`, 'step 1 verify'],
    [`${BEGUN} ${step(1)}`, 'step 1 bake'],
    [`${BEGUN} ${step(1)} baking@1`, 'step 1 bake'],
    [`${BEGUN} ${step(1)} baking@1 gate-passed@1`, 'step 2 begin'],
    [`${BEGUN} ${step(1)} gate-passed@1 step-started@2`, 'step 2 write'],
    [`${BEGUN} ${step(1)} gate-passed@1 ${step(2)}`, 'finish'],
    [`${BEGUN} ${step(1)} baking@1 gate-failed@1`, 'decide 1'],
    [`${BEGUN} weights-confirmed@1 verification-failed@1`, 'decide 1'],
    [`${BEGUN} verification-failed@1 rule-read`, 'rollback write, trouble'],
    [
      `${BEGUN} verification-failed@1 rule-read weights-written`,
      'rollback confirm, trouble',
    ],
    [
      `${BEGUN} gate-failed@1 rule-read weights-written weights-confirmed`,
      'finish, trouble',
    ],
    [
      `${BEGUN} ${step(1)} abort-requested rule-read`,
      'rollback write, aborted',
    ],
    [
      `${BEGUN} ${step(1)} abort-requested weights-written weights-confirmed`,
      'finish, aborted',
    ],
  ])('of a custom shift after %s: %s', (history, expected) => {
    expect(words(nextOf(shiftWith('custom', history)))).toBe(expected);
  });

  it.each([
    [`${BEGUN} ${step(1)}`, 'stay'],
    [`${BEGUN} ${step(1)} taken-over`, 'stay'],
    [`${BEGUN} ${step(1)} gate-failed`, 'decide 1'],
    [`${BEGUN} ${step(1)} returning`, 'rollback write, over'],
    [`${BEGUN} ${step(1)} returning returning`, 'rollback write, over'],
    [`${BEGUN} ${step(1)} returning rule-read`, 'rollback write, over'],
    [`${BEGUN} ${step(1)} returning weights-written`, 'rollback confirm, over'],
    [
      `${BEGUN} ${step(1)} returning weights-confirmed`,
      'rollback verify, over',
    ],
    [
      `${BEGUN} ${step(1)} returning weights-confirmed returned`,
      'finish, over',
    ],
    [`${BEGUN} ${step(1)} gate-failed returning`, 'rollback write, trouble'],
    [
      `${BEGUN} ${step(1)} abort-requested returning`,
      'rollback write, aborted',
    ],
    [
      // It was too late to abort it: its time was over before.
      `${BEGUN} ${step(1)} returning abort-requested weights-written`,
      'rollback confirm, over',
    ],
  ])('of a drill after %s: %s', (history, expected) => {
    expect(words(nextOf(shiftWith('drill', history)))).toBe(expected);
  });

  it('of a failover that is verified is to finish', () => {
    expect(words(nextOf(shiftWith('failover', `${BEGUN} ${step(1)}`)))).toBe(
      'finish',
    );
  });

  it.each([
    ['gate-failed', 'health-gate-failed'],
    ['verification-failed', 'verification-failed'],
  ])('remembers of %s why it went wrong', (event, code) => {
    const next = nextOf(shiftWith('custom', `${BEGUN} ${event}@1 rule-read`));
    expect(next).toMatchObject({
      why: {
        problem: {
          code,
          message: 'message 3',
          remedy: expect.stringMatching(/\S/),
        },
      },
    });
  });

  it('has words for each place', () => {
    const shift = shiftWith('custom', `${BEGUN} ${step(1)}`);
    expect(describeNext(nextOf(shift), 2)).toBe(
      'step 1 of 2, the weights are verified and prove themselves',
    );
    expect(describeNext(nextOf(shift), 1)).toBe(
      'the weights are verified and prove themselves',
    );
    const drill = shiftWith('drill', `${BEGUN} ${step(1)}`);
    expect(describeNext(nextOf(drill), 1)).toBe(
      'staying for the time of the drill',
    );
  });

  it.each([
    ['custom', `${BEGUN} gate-failed@1`, 2, 'about to go back or to stay'],
    ['custom', `${BEGUN} gate-failed@1`, 1, 'about to go back or to stay'],
    ['custom', `${BEGUN} gate-failed@1 rule-read`, 2, 'to be written'],
    [
      'custom',
      `${BEGUN} gate-failed@1 rule-read weights-written`,
      2,
      'written and to be confirmed',
    ],
    [
      'custom',
      `${BEGUN} gate-failed@1 rule-read weights-written weights-confirmed`,
      2,
      'only its end is missing',
    ],
  ] as const)(
    'has words for a %s shift with %s',
    (kind, events, steps, expected) => {
      const next = nextOf(shiftWith(kind, events));
      expect(describeNext(next, steps)).toContain(expected);
      expect(describeNext(next, steps).startsWith('step 1 of 2, ')).toBe(
        next.do === 'decide' && steps === 2,
      );
    },
  );

  it('knows the weights that each step starts from', () => {
    const shift = shiftWith('custom', BEGUN);
    expect(weightsBefore(shift, 1)).toEqual(FROM);
    expect(weightsBefore(shift, 2)).toEqual(STEPS[0].weights);
  });
});

describe('what a shift has set', () => {
  const [{ weights: FIRST }, { weights: SECOND }] = STEPS;
  /** A shift whose events have weights: `rule-read@1=first`, without a step on the way back. */
  const shiftThat = (history: string) => {
    const weights = { from: FROM, first: FIRST, second: SECOND };
    const names = history.split(' ').filter(Boolean);
    const shift = shiftWith(
      'custom',
      names.map(name => name.split('=')[0]).join(' '),
    );
    shift.events.forEach((event, index) => {
      const value = names[index].split('=')[1];
      if (value) event.weights = weights[value as keyof typeof weights];
    });
    return shift;
  };

  it.each([
    ['', false, FROM],
    ['rule-read@1=from', false, FROM],
    ['rule-read@1=from weights-written@1=first', true, FIRST],
    ['rule-read@1=first weights-confirmed@1=first', true, FIRST],
    [
      'weights-written@1=first weights-confirmed@1=first weights-written@2=second',
      true,
      SECOND,
    ],
    // The way back is not where it came from.
    [
      'weights-written@1=first rule-read=first weights-written=from',
      true,
      FIRST,
    ],
    ['weights-written@1', true, FROM],
  ])('after %p is known: %p, %p', (history, written, current) => {
    expect(hasWritten(shiftThat(history))).toBe(written);
    expect(currentWeights(shiftThat(history))).toEqual(current);
  });

  it.each([
    ['', 1, undefined],
    ['rule-read@1=from', 1, FIRST],
    // The rule tells that it was written, or was so before.
    ['rule-read@1=from rule-read@1=first', 1, undefined],
    ['rule-read@1=first', 1, undefined],
    ['rule-read@1', 1, undefined],
    ['rule-read@1=from weights-written@1=first', 1, undefined],
    ['weights-confirmed@1=first rule-read@2=first', 1, undefined],
    ['weights-written@1=first rule-read@2=from', 1, undefined],
    ['rule-read@1=from gate-failed@1', 1, FIRST],
    ['weights-confirmed@1=first rule-read@2=first', 2, SECOND],
    ['rule-read@1=from', undefined, undefined],
    ['rule-read@1=from rule-read=first', undefined, FROM],
    ['rule-read@1=from rule-read=from', undefined, undefined],
  ])('after %p may be, of step %p: %p', (history, number, weights) => {
    expect(maybeSet(shiftThat(history), number)).toEqual(weights);
  });

  it.each([
    ['', undefined],
    ['abort-requested', undefined],
    ['rule-read@1=from', FIRST],
    ['weights-confirmed@1=first rule-read@2=first', SECOND],
    ['weights-confirmed@1=first rule-read@2=first abort-requested', SECOND],
    ['rule-read@1=from weights-confirmed@1=first', undefined],
  ])('after %p is unknown: %p', (history, weights) => {
    expect(unknownWeights(shiftThat(history))).toEqual(weights);
  });
});

describe('aborting', () => {
  it.each([
    ['custom', BEGUN, 'stop', 'stop'],
    ['custom', BEGUN, 'roll-back', 'stop'],
    ['drill', BEGUN, 'roll-back', 'stop'],
    ['custom', `${BEGUN} ${step(1)}`, 'stop', 'stop'],
    // The answer to the write was lost: only that AWS shows the weights tells of it.
    [
      'custom',
      `${BEGUN} rule-read@1 weights-confirmed@1`,
      'roll-back',
      'rollback',
    ],
    ['drill', `${BEGUN} rule-read@1 weights-confirmed@1`, 'stop', 'rollback'],
    [
      'custom',
      `${BEGUN} rule-read@1 weights-written@1`,
      'roll-back',
      'rollback',
    ],
    ['custom', `${BEGUN} step-started@1 rule-read@1`, 'roll-back', 'stop'],
    ['custom', `${BEGUN} ${step(1)}`, 'roll-back', 'rollback'],
    ['drill', `${BEGUN} ${step(1)}`, 'stop', 'rollback'],
    ['drill', `${BEGUN} ${step(1)}`, 'roll-back', 'rollback'],
  ] as const)('a %s after %s with %s: %s', (kind, history, mode, expected) => {
    expect(
      afterAbort(shiftWith(kind, history), { mode, by: 'user:default/else' }),
    ).toBe(expected);
  });
});

describe('a gaining site that does not serve', () => {
  it.each([
    ['verification-failed', 1, 0, 'rollback'],
    ['verification-failed', 0.5, 0.4, 'rollback'],
    ['verification-failed', 0, 0, 'fail'],
    ['verification-failed', 0.3, 0.3, 'fail'],
    // Its targets are healthy, but its requests failed.
    ['health-gate-failed', 0.3, 1, 'rollback'],
    ['health-gate-failed', 0, 1, 'fail'],
  ] as const)(
    'after %s, with the old health %d and its own %d: %s',
    (code, old, gaining, expected) => {
      const problem = { code, message: '', remedy: '' };
      expect(afterTrouble(problem, { old, gaining })).toBe(expected);
    },
  );
});

function words(next: ReturnType<typeof nextOf>): string {
  switch (next.do) {
    case 'step':
      return `step ${next.step} ${next.from}${
        next.maybeWritten ? ', maybe written' : ''
      }`;
    case 'decide':
      return `decide ${next.step}`;
    case 'rollback':
      return `rollback ${next.from}, ${next.why.because}`;
    case 'finish':
      return next.why ? `finish, ${next.why.because}` : 'finish';
    default:
      return next.do;
  }
}
