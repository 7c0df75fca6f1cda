import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { Shift } from '@hybrid-platform/backstage-plugin-hybrid-common';
import {
  aComponent,
  aPlan,
  aProblem,
  aProblemError,
  aShift,
  events,
} from '../../__testUtils__/fixtures';
import {
  renderOnEntity,
  type RenderOnEntityOptions,
} from '../../__testUtils__/renderOnEntity';
import { ShiftProgress } from './ShiftProgress';

async function follow(
  shift: Shift,
  options: RenderOnEntityOptions & { name?: string } = {},
) {
  const { name = 'cart', api, ...others } = options;
  const user = userEvent.setup();
  const onChanged = jest.fn();
  const rendered = renderOnEntity(
    <ShiftProgress
      entityRef={`component:default/${name}`}
      shift={shift}
      onChanged={onChanged}
    />,
    {
      entity: aComponent({ name }),
      api: { getShift: async () => shift, ...api },
      ...others,
    },
  );
  await screen.findByRole('region', { name: 'What happened' });
  return { ...rendered, user, onChanged };
}

const stepwise = (overrides: Partial<Shift> = {}): Shift =>
  aShift({
    kind: 'custom',
    state: 'verifying',
    plan: aPlan({
      kind: 'custom',
      steps: [
        { weights: { 'on-prem': 20, aws: 80 }, bakeSeconds: 300 },
        { weights: { 'on-prem': 0, aws: 100 }, bakeSeconds: 0 },
      ],
    }),
    progress: {
      step: 1,
      steps: 2,
      until: new Date(Date.now() + 125_000).toISOString(),
    },
    ...overrides,
  });

const waiting = (overrides: Partial<Shift> = {}): Shift =>
  aShift({
    state: 'awaiting-approval',
    approval: { until: new Date(Date.now() + 600_000).toISOString() },
    events: events(Date.now(), 'requested', 'approval-requested'),
    ...overrides,
  });

const enabled = async (name: string) => {
  const button = await screen.findByRole('button', { name });
  await waitFor(() => expect(button).toBeEnabled());
  return button;
};

describe('the progress in steps', () => {
  it('marks the current step, and counts down its bake', async () => {
    await follow(stepwise());
    const steps = within(
      screen.getByRole('list', { name: 'Steps of this shift' }),
    ).getAllByRole('listitem');
    expect(steps.map(step => step.getAttribute('aria-current'))).toEqual([
      'step',
      null,
    ]);
    expect(steps[0]).toHaveTextContent(/80\s% to AWS: under way/);
    expect(steps[1]).toHaveTextContent(/100\s% to AWS: still to come/);
    expect(screen.getByRole('timer')).toHaveTextContent(
      /Bakes for another 02:0\d/,
    );
  });

  it('counts down a drill to its return', async () => {
    await follow(
      stepwise({
        kind: 'drill',
        plan: aPlan({ kind: 'drill', durationSeconds: 900 }),
      }),
    );
    expect(screen.getByRole('timer')).toHaveTextContent(/Returns in 02:0\d/);
    expect(
      screen.getByText(/Back to 60\s% on AWS/, { selector: 'strong' }),
    ).toBeInTheDocument();
  });

  it('ends with what it did not reach, and never as all of the traffic', async () => {
    await follow(
      aShift({
        state: 'succeeded',
        recoveryTimeSeconds: 5,
        elsewhereShare: 50,
        plan: aPlan({ elsewhereShare: 50, stickinessSeconds: 900 }),
      }),
    );
    const end = screen
      .getByText(
        /^The part of the traffic that goes to the two sites was moved/,
      )
      .closest('[role="status"]')!;
    expect(end).toHaveTextContent(
      /50\s% of the requests go to target groups of neither site/,
    );
    expect(end).toHaveTextContent(/stay at their site for up to 15 min/);
    expect(screen.queryByText(/^The traffic was moved/)).toBeNull();
    expect(
      screen.getByRole('rowheader', { name: 'Neither site' }),
    ).toBeInTheDocument();
  });

  it('shows no steps for a shift that is done at once', async () => {
    await follow(aShift());
    expect(
      screen.queryByRole('list', { name: 'Steps of this shift' }),
    ).toBeNull();
  });
});

describe('aborting a shift', () => {
  it.each([
    ['Leave them as they are now', false],
    ['Roll back to those from before', true],
  ])('asks first, then: %s', async (choice, rollBack) => {
    const { user, api, onChanged } = await follow(stepwise(), {
      api: { abortShift: async () => stepwise({ aborting: true }) },
    });
    await user.click(await enabled('Abort…'));
    const confirm = screen.getByRole('button', { name: 'Abort the shift' });
    expect(confirm).toBeDisabled();
    expect(
      screen.getByRole('group', { name: 'Abort the shift?' }),
    ).toHaveFocus();
    await user.click(screen.getByRole('radio', { name: choice }));
    await user.click(confirm);
    expect(api.abortShift).toHaveBeenCalledWith(
      'component:default/cart',
      stepwise().id,
      { rollBack },
    );
    await waitFor(() => expect(onChanged).toHaveBeenCalled());
  });

  it('can be thought better of', async () => {
    const { user, api } = await follow(stepwise());
    await user.click(await enabled('Abort…'));
    await user.click(screen.getByRole('button', { name: 'Keep going' }));
    expect(screen.getByRole('button', { name: 'Abort…' })).toBeEnabled();
    expect(api.abortShift).not.toHaveBeenCalled();
  });

  it('has no choice with a drill, which always returns', async () => {
    const { user, api } = await follow(stepwise({ kind: 'drill' }), {
      api: { abortShift: async () => stepwise() },
    });
    await user.click(await enabled('Abort…'));
    expect(screen.queryByRole('radio')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Abort the shift' }));
    expect(api.abortShift.mock.calls[0][2]).toEqual({ rollBack: true });
  });

  it('explains why it was refused', async () => {
    const problem = aProblem('shift-not-active');
    const { user } = await follow(stepwise({ kind: 'drill' }), {
      api: {
        abortShift: async () => {
          throw aProblemError(problem, 409);
        },
      },
    });
    await user.click(await enabled('Abort…'));
    await user.click(screen.getByRole('button', { name: 'Abort the shift' }));
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('The shift was not aborted');
    expect(alert).toHaveTextContent(problem.message);
  });

  it('is said while it is under way, and not offered again', async () => {
    await follow(stepwise({ aborting: true }));
    expect(screen.getByText('The shift is being aborted.')).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Abort…' })).toBeNull();
  });

  it('is disabled, with the reason, for somebody who may not shift', async () => {
    await follow(stepwise(), {
      name: 'theirs',
      denied: ['hybrid.traffic.shift'],
    });
    expect(
      await screen.findByText(/You may not abort shifts of this service/),
    ).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Abort…' })).toBeDisabled();
  });

  it('is over when the shift is', async () => {
    await follow(
      stepwise({ state: 'succeeded', endedAt: new Date().toISOString() }),
    );
    expect(screen.queryByRole('button', { name: 'Abort…' })).toBeNull();
    expect(screen.queryByRole('timer')).toBeNull();
  });
});

describe('approving a shift', () => {
  it.each(['approve', 'reject'] as const)(
    'is for another person: %s',
    async decision => {
      const { user, api, onChanged } = await follow(waiting(), {
        viewer: 'user:default/sora',
        api: { decideShift: async () => waiting() },
      });
      expect(screen.getByRole('timer')).toHaveTextContent(
        /Can be approved for another (10:00|09:5\d)/,
      );
      await user.click(
        await enabled(decision === 'approve' ? 'Approve' : 'Reject'),
      );
      expect(api.decideShift).toHaveBeenCalledWith(
        'component:default/cart',
        waiting().id,
        decision,
      );
      await waitFor(() => expect(onChanged).toHaveBeenCalled());
    },
  );

  it('is not for who asked', async () => {
    await follow(waiting(), { viewer: 'user:default/mina' });
    expect(
      await screen.findByText(
        'You asked for this shift; somebody else has to approve it.',
      ),
    ).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Approve' })).toBeDisabled();
    expect(screen.getByRole('button', { name: 'Reject' })).toBeDisabled();
  });

  it('is not for who may not', async () => {
    await follow(waiting(), {
      name: 'unapproved',
      viewer: 'user:default/sora',
      denied: ['hybrid.traffic.approve'],
    });
    expect(
      await screen.findByText(/You may not approve shifts of this service/),
    ).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Approve' })).toBeDisabled();
  });

  it('explains a decision that came too late', async () => {
    const problem = aProblem('approval-expired');
    const { user } = await follow(waiting(), {
      viewer: 'user:default/sora',
      api: {
        decideShift: async () => {
          throw aProblemError(problem, 409);
        },
      },
    });
    await user.click(await enabled('Approve'));
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('The decision was not taken');
    expect(alert).toHaveTextContent(problem.message);
  });
});

describe('the facts of a shift', () => {
  it('are who approved, what was forced, and how long it took', async () => {
    await follow(
      aShift({
        state: 'succeeded',
        endedAt: new Date().toISOString(),
        recoveryTimeSeconds: 4.6,
        returnTimeSeconds: 3.2,
        forced: ['cooldown'],
        evacuationId: 'evac-1',
        approval: {
          until: new Date().toISOString(),
          by: 'user:default/sora',
          decision: 'approved',
          at: new Date(Date.now() - 120_000).toISOString(),
        },
      }),
    );
    expect(screen.getByText(/^Approved by/)).toHaveTextContent(
      'Approved by sora 2 min ago',
    );
    for (const fact of [
      'Forced safety rules: cooldown',
      'Recovery time: 4.6 s',
      'Time to return: 3.2 s',
      'Part of evacuation evac-1',
    ]) {
      expect(screen.getByText(fact)).toBeInTheDocument();
    }
  });
});
