import { aPlan, aShift } from '../../__testUtils__/fixtures';
import type {
  Shift,
  ShiftEvent,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { stepStates } from './stepStates';

const event = (type: ShiftEvent['type'], step?: number): ShiftEvent => ({
  sequence: 1,
  at: '2026-03-01T10:00:00Z',
  type,
  message: type,
  step,
});

const steps = [20, 60, 100].map(aws => ({
  weights: { 'on-prem': 100 - aws, aws },
  bakeSeconds: 60,
}));

const stepwise = (overrides: Partial<Shift>) =>
  aShift({ kind: 'custom', plan: aPlan({ steps }), ...overrides });

const drill = (overrides: Partial<Shift>) =>
  aShift({
    kind: 'drill',
    plan: aPlan({ kind: 'drill', durationSeconds: 900 }),
    ...overrides,
  });

describe('the states of the steps', () => {
  it('are all ahead while the shift waits for approval', () => {
    expect(
      stepStates(stepwise({ state: 'awaiting-approval', events: [] })),
    ).toEqual(['next', 'next', 'next']);
  });

  it('follow the progress, also while a verified step bakes', () => {
    expect(
      stepStates(
        stepwise({
          state: 'verifying',
          progress: { step: 2, steps: 3 },
          events: [event('verified', 1), event('verified', 2)],
        }),
      ),
    ).toEqual(['done', 'current', 'next']);
  });

  it('leave what was not reached by a shift that was aborted', () => {
    expect(
      stepStates(
        stepwise({ state: 'aborted', events: [event('verified', 1)] }),
      ),
    ).toEqual(['done', 'left', 'left']);
  });

  it('are all done in the end', () => {
    expect(stepStates(stepwise({ state: 'succeeded', events: [] }))).toEqual([
      'done',
      'done',
      'done',
    ]);
  });

  it('count the return of a drill', () => {
    expect(
      stepStates(
        drill({
          state: 'verifying',
          progress: { step: 1, steps: 1 },
          events: [event('verified', 1)],
        }),
      ),
    ).toEqual(['current', 'next']);
    expect(
      stepStates(
        drill({
          state: 'running',
          progress: { step: 1, steps: 1 },
          events: [event('verified', 1), event('returning')],
        }),
      ),
    ).toEqual(['done', 'current']);
  });
});
