import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type {
  HybridApi,
  Plan,
  SafetyRuleResult,
  ServiceStatus,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import {
  aComponent,
  aDivergedStatus,
  aForbiddenPlan,
  aHalvedStatus,
  aPlan,
  aShift,
  aStatus,
  failingRule,
  passingRules,
} from '../../__testUtils__/fixtures';
import {
  renderOnEntity,
  type RenderOnEntityOptions,
} from '../../__testUtils__/renderOnEntity';
import { ShiftForm } from './ShiftForm';

async function open(
  options: RenderOnEntityOptions & {
    plan?: Plan;
    name?: string;
    status?: ServiceStatus;
  } = {},
) {
  const { plan = aPlan(), name = 'cart', api, ...others } = options;
  const { status = aStatus() } = options;
  const user = userEvent.setup();
  const onStarted = jest.fn();
  const entityRef = `component:default/${name}`;
  const rendered = renderOnEntity(
    <ShiftForm entityRef={entityRef} status={status} onStarted={onStarted} />,
    {
      entity: aComponent({ name }),
      api: { plan: async () => plan, ...api },
      ...others,
    },
  );
  await screen.findByRole('radiogroup', { name: 'What to do' });
  return { ...rendered, user, onStarted, entityRef };
}

type User = ReturnType<typeof userEvent.setup>;

async function choose(user: User, choice: string) {
  const radio = await screen.findByRole('radio', { name: choice });
  await waitFor(() => expect(radio).toBeEnabled());
  await user.click(radio);
}

async function giveReason(user: User) {
  await user.click(screen.getByRole('textbox', { name: /Reason/ }));
  await user.paste('Exercise');
}

const lastPlan = (api: jest.Mocked<HybridApi>) =>
  api.plan.mock.calls[api.plan.mock.calls.length - 1]?.[1];

const startButton = () =>
  screen.getByRole('button', {
    name: /^(Start|Set weights|Reset weights|Fail over)/,
  });

describe('the shift form', () => {
  it('plans nothing until a site is chosen', async () => {
    const { user, api } = await open();
    await choose(user, 'Fail over to one site');
    expect(screen.getByText('Choose a site first.')).toBeInTheDocument();
    expect(startButton()).toBeDisabled();
    expect(api.plan).not.toHaveBeenCalled();
  });

  it('starts a failover with the reason that was given', async () => {
    const shift = aShift();
    const { user, api, onStarted, entityRef } = await open({
      api: { shift: async () => shift },
    });
    await choose(user, 'Fail over to one site');
    await user.click(screen.getByRole('radio', { name: /^AWS: 3 of 3/ }));
    await screen.findByText('All 4 safety rules pass.');
    await giveReason(user);
    await user.click(screen.getByRole('button', { name: 'Fail over to AWS' }));
    expect(api.shift).toHaveBeenCalledWith(
      entityRef,
      {
        kind: 'failover',
        to: 'aws',
        reason: 'Exercise',
        planned: expect.objectContaining({ to: { 'on-prem': 0, aws: 100 } }),
      },
      { idempotencyKey: expect.any(String) },
    );
    await waitFor(() => expect(onStarted).toHaveBeenCalledWith(shift));
  });

  it('plans custom weights once they are typed, not digit by digit', async () => {
    const { user, api } = await open();
    await choose(user, 'Set custom weights');
    const aws = screen.getByRole('textbox', { name: 'Weight of AWS' });
    expect(aws).toHaveValue('60');
    await user.clear(aws);
    await user.type(aws, '250');
    await user.tab();
    await waitFor(() =>
      expect(lastPlan(api)).toEqual({
        kind: 'custom',
        weights: { 'on-prem': 40, aws: 250 },
      }),
    );
    const planned = api.plan.mock.calls.map(([, request]) =>
      'weights' in request ? request.weights.aws : undefined,
    );
    expect(planned).not.toContain(2);
    expect(planned).not.toContain(25);
    expect(
      screen.getByText(/That is 13.8\s% on-prem and 86.2\s% on AWS/),
    ).toBeInTheDocument();
  });

  it('takes no weights that would send the traffic nowhere', async () => {
    const { user } = await open();
    await choose(user, 'Set custom weights');
    for (const site of ['On-prem', 'AWS']) {
      const field = screen.getByRole('textbox', { name: `Weight of ${site}` });
      await user.clear(field);
      await user.type(field, '0');
    }
    await user.tab();
    expect(
      await screen.findAllByText('Fill in what to do to see the plan.'),
    ).not.toHaveLength(0);
    expect(startButton()).toBeDisabled();
  });

  it('moves in steps that are added, changed and removed', async () => {
    const { user, api } = await open();
    await choose(user, 'Move in steps');
    expect(
      screen.getByText('2 steps, baking for 5 min in all'),
    ).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Add a step' }));
    expect(
      screen.getByText('3 steps, baking for 5 min in all'),
    ).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Remove step 2' }));
    const share = screen.getByRole('textbox', {
      name: 'AWS share of step 1, in percent',
    });
    await user.clear(share);
    await user.type(share, '75');
    await user.tab();
    await user.click(
      screen.getByRole('button', { name: /Bake time of step 1/ }),
    );
    await user.click(await screen.findByRole('option', { name: '10 min' }));
    await waitFor(() =>
      expect(lastPlan(api)).toEqual({
        kind: 'custom',
        steps: [
          { aws: 75, bakeSeconds: 600 },
          { aws: 100, bakeSeconds: 0 },
        ],
      }),
    );
  });

  it('offers only what makes the rules equal where they disagree, and says why', async () => {
    const { user } = await open({ status: aDivergedStatus() });
    await choose(user, 'Reset to the default weights');
    await choose(user, 'Fail over to one site');
    for (const name of [
      'Set custom weights',
      'Move in steps',
      'Drill a failover',
    ]) {
      expect(screen.getByRole('radio', { name })).toBeDisabled();
    }
    expect(
      screen.getByText(/Fail over or reset first: custom weights, steps/),
    ).toBeVisible();
  });

  it('says of what the shares of custom weights are where some goes to neither site', async () => {
    const { user } = await open({ status: aHalvedStatus() });
    await choose(user, 'Set custom weights');
    expect(
      screen.getByText(/Shares of what goes to the two sites/),
    ).toBeVisible();
  });

  it('keeps the last step', async () => {
    const { user } = await open();
    await choose(user, 'Move in steps');
    await user.click(screen.getByRole('button', { name: 'Remove step 1' }));
    expect(
      screen.getByRole('button', { name: 'Remove step 1' }),
    ).toBeDisabled();
  });

  it('drills for a time, and says when the traffic comes back', async () => {
    const { user, api } = await open({
      plan: aPlan({ kind: 'drill', durationSeconds: 1_800 }),
    });
    await choose(user, 'Drill a failover');
    await user.click(
      screen.getByRole('button', { name: /Duration of the drill/ }),
    );
    await user.click(await screen.findByRole('option', { name: '30 min' }));
    await user.click(screen.getByRole('radio', { name: /^AWS: 3 of 3/ }));
    await waitFor(() =>
      expect(lastPlan(api)).toEqual({
        kind: 'drill',
        to: 'aws',
        durationSeconds: 1_800,
      }),
    );
    const steps = await screen.findByRole('list', {
      name: 'Steps of this shift',
    });
    expect(
      within(steps)
        .getAllByRole('listitem')
        .map(item => item.textContent?.replace(/\u00a0/g, ' ')),
    ).toEqual(['100 % to AWS', 'after 30 min back to 60 % on AWS']);
  });

  it('says that somebody else has to approve', async () => {
    const { user } = await open({ plan: aPlan({ approvalRequired: true }) });
    await choose(user, 'Reset to the default weights');
    expect(
      await screen.findByText('Somebody else has to approve'),
    ).toBeInTheDocument();
  });

  it('is disabled, with the reason, for somebody who may not shift', async () => {
    const { api } = await open({
      name: 'not-mine',
      denied: ['hybrid.traffic.shift', 'hybrid.traffic.force'],
    });
    expect(
      await screen.findByText(
        /You may not shift the traffic of this service\. Ask its owner:/,
      ),
    ).toHaveTextContent('team-checkout');
    expect(startButton()).toBeDisabled();
    expect(
      screen.getByRole('radio', { name: 'Reset to the default weights' }),
    ).toBeDisabled();
    expect(api.plan).not.toHaveBeenCalled();
  });
});

const behind: SafetyRuleResult = {
  id: 'replication-caught-up',
  title: 'The replication has caught up',
  passed: false,
  forceable: true,
  explanation: 'The task is 84 s behind.',
  writesAtRiskSeconds: 83.2,
};

describe('overriding failed safety rules', () => {
  const failing = aForbiddenPlan({
    to: { 'on-prem': 0, aws: 100 },
    rules: [behind, failingRule, ...passingRules.slice(1)],
  });

  async function reset(options: Parameters<typeof open>[0]) {
    const opened = await open(options);
    await choose(opened.user, 'Reset to the default weights');
    await screen.findByText('2 safety rules fail: the shift is not allowed.');
    await giveReason(opened.user);
    return opened;
  }

  it('takes one acknowledgement for each, then sends which', async () => {
    const { user, api } = await reset({
      name: 'forced',
      denied: [],
      plan: failing,
    });
    const box = (name: RegExp) => screen.getByRole('checkbox', { name });
    expect(startButton()).toBeDisabled();
    await user.click(box(/I understand: up to 84 s of writes may be lost\./));
    expect(startButton()).toBeDisabled();
    expect(
      screen.getByText(
        'Acknowledge each failed safety rule, or change the plan.',
      ),
    ).toBeInTheDocument();
    await user.click(
      box(/I understand: the site that gains traffic may not be able/),
    );
    await user.click(startButton());
    expect(api.shift.mock.calls[0][1]).toEqual({
      kind: 'reset',
      reason: 'Exercise',
      force: ['replication-caught-up', 'gaining-site-healthy'],
      planned: expect.anything(),
    });
  });

  it('is asked again for another shift', async () => {
    const { user } = await reset({
      name: 'forced-again',
      denied: [],
      plan: failing,
    });
    for (const checkbox of screen.getAllByRole('checkbox')) {
      await user.click(checkbox);
    }
    await choose(user, 'Move in steps');
    await screen.findAllByRole('checkbox');
    for (const checkbox of screen.getAllByRole('checkbox')) {
      expect(checkbox).not.toBeChecked();
    }
    expect(startButton()).toBeDisabled();
  });

  it('is not offered to somebody who may not', async () => {
    await reset({ plan: failing });
    expect(screen.queryByRole('checkbox')).toBeNull();
    expect(startButton()).toBeDisabled();
    expect(
      screen.getByText('The plan is not allowed by the safety rules.'),
    ).toBeInTheDocument();
  });

  it('is not offered where a rule failed that nobody can override', async () => {
    await reset({
      name: 'forced-never',
      denied: [],
      plan: { ...failing, forceable: false },
    });
    expect(screen.queryByRole('checkbox')).toBeNull();
    expect(startButton()).toBeDisabled();
  });

  it('comes with the writes at risk above everything else', async () => {
    await reset({ plan: failing });
    expect(
      screen.getByText('Up to 84 s of writes may be lost'),
    ).toBeInTheDocument();
  });
});

describe('the writes at risk', () => {
  it('are said where the rule passes, too', async () => {
    const { user } = await open({
      plan: aPlan({
        rules: [{ ...behind, passed: true, writesAtRiskSeconds: 1.2 }],
      }),
    });
    await choose(user, 'Reset to the default weights');
    expect(
      await screen.findByText('Up to 2 s of writes may be lost'),
    ).toBeInTheDocument();
  });

  it('are not made up where nobody knows', async () => {
    const { user } = await open({
      plan: aForbiddenPlan({
        rules: [{ ...behind, writesAtRiskSeconds: undefined }],
      }),
    });
    await choose(user, 'Reset to the default weights');
    expect(
      await screen.findByText('Nobody knows how many writes may be lost'),
    ).toBeInTheDocument();
  });
});
