import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type {
  Shift,
  ShiftEvent,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import {
  aProblem,
  aShift,
  aShiftSummary,
  aStatus,
  events,
} from '../../__testUtils__/fixtures';
import { renderCard } from '../../__testUtils__/renderCard';

const pass = (ms: number) => act(() => jest.advanceTimersByTimeAsync(ms));

const requestedAt = Date.parse('2026-03-01T10:00:00Z');

function after(
  state: Shift['state'],
  types: ShiftEvent['type'][],
  overrides: Partial<Shift> = {},
): Shift {
  return aShift({
    state,
    createdAt: new Date(requestedAt).toISOString(),
    events: events(requestedAt, ...types),
    ...overrides,
  });
}

/** Follows the active shift of the card; `course` is what each read of it answers. */
async function follow(...course: Shift[]) {
  const user = userEvent.setup({ advanceTimers: jest.advanceTimersByTime });
  let reads = 0;
  const rendered = renderCard({
    api: {
      getService: async () => aStatus({ activeShift: aShiftSummary() }),
      getShift: async () => course[Math.min(reads++, course.length - 1)],
    },
  });
  await pass(0);
  await user.click(screen.getByRole('button', { name: 'Show progress' }));
  await pass(0);
  const dialog = within(screen.getByRole('dialog'));
  return { ...rendered, user, dialog };
}

type Dialog = Awaited<ReturnType<typeof follow>>['dialog'];

const timeline = (dialog: Dialog) =>
  within(dialog.getByRole('log'))
    .getAllByRole('listitem')
    .map(
      item => within(item).getByText(/./, { selector: 'strong' }).textContent,
    );

describe('the progress of a shift', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('is followed every second to the verified end, with the recovery time', async () => {
    const { dialog, api } = await follow(
      after('running', ['requested', 'plan-evaluated']),
      after('verifying', ['requested', 'plan-evaluated', 'weights-written']),
      after(
        'succeeded',
        [
          'requested',
          'plan-evaluated',
          'weights-written',
          'verified',
          'succeeded',
        ],
        { recoveryTimeSeconds: 4.2, endedAt: '2026-03-01T10:00:04Z' },
      ),
    );
    expect(timeline(dialog)).toEqual(['Requested', 'Plan evaluated']);
    expect(dialog.getByText('Running')).toBeInTheDocument();
    expect(
      dialog.getByText(/You may close this dialog: the shift goes on/),
    ).toBeInTheDocument();

    await pass(1_000);
    expect(dialog.getByText('Verifying')).toBeInTheDocument();
    expect(timeline(dialog)).toContain('Weights written');
    expect(
      dialog.getByText(/AWS request 7f3c1d5e-2c55-4a2c-9b4d-0a5c6f0f3f11/),
    ).toBeInTheDocument();

    await pass(1_000);
    expect(
      dialog.getByText(
        'The traffic was moved and verified 4.2 s after the request.',
      ),
    ).toBeInTheDocument();
    expect(timeline(dialog).slice(-2)).toEqual(['Verified', 'Succeeded']);
    expect(dialog.queryByRole('button', { name: 'Plan again' })).toBeNull();

    await pass(30_000);
    expect(api.getShift).toHaveBeenCalledTimes(3);
  });

  it('is announced politely, event by event', async () => {
    const { dialog } = await follow(after('running', ['requested']));
    expect(dialog.getByRole('log')).toHaveAttribute('aria-live', 'polite');
    expect(
      dialog.getAllByRole('status').map(status => status.textContent),
    ).toContain('Running');
  });

  it('refreshes the card when the shift ends', async () => {
    const { api } = await follow(
      after('running', ['requested']),
      after('succeeded', ['requested', 'succeeded']),
    );
    const before = api.getService.mock.calls.length;
    await pass(1_000);
    expect(api.getService.mock.calls.length).toBe(before + 1);
  });

  it.each([
    ['failed', 'Failed'],
    ['rolled-back', 'Rolled back'],
  ] as const)(
    'says why a shift %s, and lets it be planned again',
    async (state, word) => {
      const problem = aProblem('verification-failed');
      const { user, dialog, api } = await follow(
        after(state, ['requested', 'weights-written', 'verification-failed'], {
          problem,
        }),
      );
      const alert = dialog.getByRole('alert');
      expect(alert).toHaveTextContent(
        `${word}: The shift could not be verified`,
      );
      expect(alert).toHaveTextContent(problem.message);
      expect(alert).toHaveTextContent(`What to do: ${problem.remedy}`);
      expect(timeline(dialog)).toContain('Verification failed');

      await user.click(dialog.getByRole('button', { name: 'Plan again' }));
      expect(
        dialog.getByRole('radiogroup', { name: 'Move all traffic to' }),
      ).toBeInTheDocument();
      expect(api.shift).not.toHaveBeenCalled();
    },
  );

  it('keeps what it showed when it cannot be read, and retries', async () => {
    const { user, dialog, api } = await follow(
      after('running', ['requested']),
      after('verifying', ['requested', 'weights-confirmed']),
    );
    api.getShift.mockRejectedValueOnce(new TypeError('Failed to fetch'));
    await pass(1_000);
    expect(dialog.getByRole('alert')).toHaveTextContent(
      'The progress could not be read; the shift itself goes on.',
    );
    expect(timeline(dialog)).toEqual(['Requested']);
    await user.click(dialog.getByRole('button', { name: 'Retry' }));
    await pass(0);
    expect(dialog.queryByRole('alert')).toBeNull();
    expect(timeline(dialog)).toEqual(['Requested', 'Weights confirmed']);
  });

  it('goes on when the dialog is closed', async () => {
    const { user, dialog } = await follow(after('running', ['requested']));
    const closeButtons = dialog.getAllByRole('button', { name: 'Close' });
    await user.click(closeButtons[closeButtons.length - 1]);
    await pass(500);
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(
      screen.getByRole('region', { name: 'A shift is under way' }),
    ).toBeInTheDocument();
  });
});
