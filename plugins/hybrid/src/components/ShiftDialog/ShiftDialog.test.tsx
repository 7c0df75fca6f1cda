import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type {
  HybridApi,
  Shift,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import {
  aComponent,
  aDivergedStatus,
  aForbiddenPlan,
  aHalvedStatus,
  aPlan,
  aProblem,
  aProblemError,
  aShift,
} from '../../__testUtils__/fixtures';
import { renderCard } from '../../__testUtils__/renderCard';

/** Opens a dialog from the card, as a person does. */
async function open(
  button: 'Fail over…' | 'Reset…',
  api: Partial<HybridApi> = {},
) {
  const user = userEvent.setup();
  const rendered = renderCard({ api });
  const trigger = await screen.findByRole('button', { name: button });
  await waitFor(() => expect(trigger).toBeEnabled());
  await user.click(trigger);
  const dialog = within(await screen.findByRole('dialog'));
  return { ...rendered, user, dialog };
}

const aws = /^AWS: 3 of 3 targets healthy, now 60\s% of traffic$/;
const onPrem = /^On-prem: 2 of 2 targets healthy, now 40\s% of traffic$/;

type Dialog = Awaited<ReturnType<typeof open>>['dialog'];
type User = ReturnType<typeof userEvent.setup>;

async function chooseAws(user: User, dialog: Dialog) {
  await user.click(dialog.getByRole('radio', { name: aws }));
  await dialog.findByText('All 4 safety rules pass.');
}

const reasonField = (dialog: Dialog) =>
  dialog.getByRole('textbox', { name: /Reason/ });

async function giveReason(user: User, dialog: Dialog, reason = 'Disk failure') {
  await user.click(reasonField(dialog));
  await user.paste(reason);
}

const confirmButton = (dialog: Dialog) =>
  dialog.getByRole('button', { name: /^(Fail over( to .*)?|Reset weights)$/ });

const tableRows = (dialog: Dialog) =>
  within(dialog.getByRole('table'))
    .getAllByRole('row')
    .map(row => row.textContent?.replace(/\u00a0/g, ' '));

describe('planning a failover', () => {
  it('asks for the site first, chooses none by itself, and plans nothing yet', async () => {
    const { dialog, api } = await open('Fail over…');
    expect(
      dialog.getByRole('radiogroup', { name: 'Move all traffic to' }),
    ).toBeInTheDocument();
    expect(dialog.getByRole('radio', { name: aws })).not.toBeChecked();
    expect(dialog.getByRole('radio', { name: onPrem })).not.toBeChecked();
    expect(
      dialog.getByText('Choose a site to see the plan.'),
    ).toBeInTheDocument();
    expect(confirmButton(dialog)).toBeDisabled();
    expect(dialog.getByText('Choose a site first.')).toBeInTheDocument();
    expect(api.plan).not.toHaveBeenCalled();
  });

  it('shows what would change as soon as the site is chosen', async () => {
    const { user, dialog, api } = await open('Fail over…');
    await chooseAws(user, dialog);
    expect(api.plan).toHaveBeenCalledWith(
      'component:default/cart',
      { kind: 'failover', to: 'aws' },
      expect.anything(),
    );
    expect(tableRows(dialog)).toEqual([
      'SiteNowAfter',
      'On-prem40 (40 %)0 (0 %)',
      'AWS60 (60 %)100 (100 %)',
    ]);
    const rules = within(dialog.getByRole('list', { name: 'Safety rules' }));
    expect(rules.getAllByText('Passed')).toHaveLength(4);
    expect(
      rules.getByText('AWS has 3 of 3 targets healthy.'),
    ).toBeInTheDocument();
  });

  it('counts what goes to neither site, and says who stays for a while', async () => {
    const { user, dialog } = await open('Fail over…', {
      getService: async () => aHalvedStatus(),
      plan: async () => aPlan({ elsewhereShare: 50, stickinessSeconds: 900 }),
    });
    await user.click(dialog.getByRole('radio', { name: /^AWS.* now 50\s%/ }));
    await dialog.findByText('All 4 safety rules pass.');
    expect(tableRows(dialog)).toEqual([
      'SiteNowAfter',
      'On-prem40 (20 %)0 (0 %)',
      'AWS60 (30 %)100 (50 %)',
      'Neither site50 %50 %',
    ]);
    const notice = dialog
      .getByText('This does not move all of the traffic')
      .closest('[data-status]')!;
    expect(notice).toHaveTextContent(
      /50\s% of the requests go to target groups of neither site, which a shift leaves alone/,
    );
    expect(notice).toHaveTextContent(
      /cookie stay at their site for up to 15 min/,
    );
  });

  it('says from where each rule comes where they disagree, and where all go', async () => {
    const { rules } = aDivergedStatus();
    const { user, dialog } = await open('Fail over…', {
      getService: async () => aDivergedStatus(),
      plan: async () =>
        aPlan({
          fromRules: rules!.map(({ arn, weights }) => ({ rule: arn, weights })),
        }),
    });
    await user.click(
      dialog.getByRole('radio', {
        name: /^AWS.* now 60\s% to 100\s% of traffic/,
      }),
    );
    await dialog.findByText('All 4 safety rules pass.');
    expect(tableRows(dialog)).toEqual([
      'Rule, nowOn-premAWS',
      'shop HTTPS:44340 (40 %)60 (60 %)',
      'shop HTTP:800 (0 %)100 (100 %)',
      'All rules, after0 (0 %)100 (100 %)',
    ]);
  });

  it('plans anew for another site', async () => {
    const { user, dialog, api } = await open('Fail over…', {
      plan: async (_, request) =>
        request.kind === 'failover' && request.to === 'aws'
          ? aPlan()
          : aForbiddenPlan(),
    });
    await chooseAws(user, dialog);
    await user.click(dialog.getByRole('radio', { name: onPrem }));
    expect(
      await dialog.findByText('1 safety rule fails: the shift is not allowed.'),
    ).toBeInTheDocument();
    expect(api.plan).toHaveBeenCalledTimes(2);
  });

  it('refuses a forbidden plan, with the failed rule first and its remedy', async () => {
    const { user, dialog, api } = await open('Fail over…', {
      plan: async () => aForbiddenPlan(),
    });
    await user.click(dialog.getByRole('radio', { name: onPrem }));
    const rules = await dialog.findByRole('list', { name: 'Safety rules' });
    const [first] = within(rules).getAllByRole('listitem');
    expect(first).toHaveTextContent(
      'FailedThe gaining site is healthyOn-prem has 0 of 2 targets healthy.' +
        'What to do: Bring a target of shop/cart on-prem back, then plan again.',
    );
    await giveReason(user, dialog);
    expect(
      dialog.getByText('The plan is not allowed by the safety rules.'),
    ).toBeInTheDocument();
    expect(confirmButton(dialog)).toBeDisabled();
    await user.click(confirmButton(dialog));
    expect(api.shift).not.toHaveBeenCalled();
  });

  it('has nothing to do when the weights are already like that', async () => {
    const { user, dialog } = await open('Fail over…', {
      plan: async () => aPlan({ from: { 'on-prem': 0, aws: 100 } }),
    });
    await chooseAws(user, dialog);
    await giveReason(user, dialog);
    expect(
      dialog.getByText(/The weights are already like this/),
    ).toBeInTheDocument();
    expect(confirmButton(dialog)).toBeDisabled();
  });

  it('explains a plan that could not be evaluated, and retries', async () => {
    let asked = 0;
    const problem = aProblem('aws-throttled');
    const { user, dialog } = await open('Fail over…', {
      plan: async () => {
        asked += 1;
        if (asked === 1) throw aProblemError(problem, 503);
        return aPlan();
      },
    });
    await user.click(dialog.getByRole('radio', { name: aws }));
    const alert = await dialog.findByRole('alert');
    expect(alert).toHaveTextContent('The plan could not be evaluated');
    expect(alert).toHaveTextContent(problem.message);
    expect(alert).toHaveTextContent(`What to do: ${problem.remedy}`);
    await user.click(dialog.getByRole('button', { name: 'Retry' }));
    expect(
      await dialog.findByText('All 4 safety rules pass.'),
    ).toBeInTheDocument();
  });
});

describe('overriding a failed safety rule in the dialog', () => {
  it('is for somebody who may force, and sent with the shift', async () => {
    const user = userEvent.setup();
    const { api } = renderCard({
      entity: aComponent({ name: 'dialog-forced' }),
      denied: [],
      api: { plan: async () => aForbiddenPlan() },
    });
    const trigger = await screen.findByRole('button', { name: 'Fail over…' });
    await waitFor(() => expect(trigger).toBeEnabled());
    await user.click(trigger);
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(dialog.getByRole('radio', { name: onPrem }));
    await user.click(
      await dialog.findByRole('checkbox', { name: /^I understand: the site/ }),
    );
    await giveReason(user, dialog);
    await user.click(confirmButton(dialog));
    expect(api.shift.mock.calls[0][1]).toEqual({
      kind: 'failover',
      to: 'on-prem',
      reason: 'Disk failure',
      force: ['gaining-site-healthy'],
      planned: expect.objectContaining({ to: { 'on-prem': 100, aws: 0 } }),
    });
  });
});

describe('the reason', () => {
  it('is required, counted, and complained about once left empty', async () => {
    const { user, dialog } = await open('Fail over…');
    await chooseAws(user, dialog);
    expect(dialog.getByText('Give a reason first.')).toBeInTheDocument();
    expect(confirmButton(dialog)).toBeDisabled();
    expect(dialog.queryByText('Give a reason.')).toBeNull();

    await user.click(reasonField(dialog));
    await user.tab();
    expect(dialog.getByText('Give a reason.')).toBeInTheDocument();
    expect(reasonField(dialog)).toBeInvalid();

    await giveReason(user, dialog, '  Rack 4 ');
    expect(dialog.getByText(/6 of 1,024 characters/)).toBeInTheDocument();
    expect(reasonField(dialog)).toBeValid();
    expect(confirmButton(dialog)).toBeEnabled();
  });

  it('is not cut when too long, but kept and refused', async () => {
    const { user, dialog } = await open('Fail over…');
    await chooseAws(user, dialog);
    await giveReason(user, dialog, 'x'.repeat(10_000));
    expect(
      dialog.getByText(
        'Shorten the reason to 1,024 characters; it has 10,000.',
      ),
    ).toBeInTheDocument();
    expect(reasonField(dialog)).toBeInvalid();
    expect(reasonField(dialog)).toHaveValue('x'.repeat(10_000));
    expect(confirmButton(dialog)).toBeDisabled();
    expect(dialog.getByText('The reason is too long.')).toBeInTheDocument();
  });
});

describe('starting a shift', () => {
  it('sends what was chosen, with the trimmed reason and a key', async () => {
    const { user, dialog, api } = await open('Fail over…');
    await chooseAws(user, dialog);
    await giveReason(user, dialog, ' Disk failure\n');
    await user.click(dialog.getByRole('button', { name: 'Fail over to AWS' }));
    expect(api.shift).toHaveBeenCalledWith(
      'component:default/cart',
      {
        kind: 'failover',
        to: 'aws',
        reason: 'Disk failure',
        planned: {
          from: { 'on-prem': 40, aws: 60 },
          to: { 'on-prem': 0, aws: 100 },
          elsewhereShare: 0,
        },
      },
      { idempotencyKey: expect.stringMatching(/^[0-9a-f-]{32,36}$/) },
    );
  });

  it('shows the new plan when the world has moved since, and loses nothing that was typed', async () => {
    const refusal = Object.assign(new Error('Conflict'), {
      statusCode: 409,
      body: {
        error: {
          name: 'ConflictError',
          message: 'The plan is current: it is not.',
          problem: {
            code: 'safety-rule-failed',
            message: 'The plan was made at on-prem 40, aws 60.',
            remedy: 'Read the new plan.',
          },
        },
      },
    });
    const { user, dialog, api } = await open('Fail over…', {
      shift: () => Promise.reject(refusal),
    });
    await chooseAws(user, dialog);
    await giveReason(user, dialog);
    const asked = api.plan.mock.calls.length;
    await user.click(dialog.getByRole('button', { name: 'Fail over to AWS' }));
    expect(
      await dialog.findByText(/The plan was made at on-prem 40, aws 60/),
    ).toBeInTheDocument();
    await waitFor(() =>
      expect(api.plan.mock.calls.length).toBeGreaterThan(asked),
    );
    expect(reasonField(dialog)).toHaveValue('Disk failure');
    expect(
      dialog.getByRole('button', { name: 'Fail over to AWS' }),
    ).toBeEnabled();
  });

  it('happens once, however often the button is pressed', async () => {
    let answer = (_: Shift) => {};
    const { user, dialog, api } = await open('Fail over…', {
      shift: () =>
        new Promise(resolve => {
          answer = resolve;
        }),
    });
    await chooseAws(user, dialog);
    await giveReason(user, dialog);
    const confirm = confirmButton(dialog);
    await user.dblClick(confirm);
    await user.click(confirm);
    await user.keyboard('{Enter}');
    expect(api.shift).toHaveBeenCalledTimes(1);
    answer(aShift());
    expect(
      await dialog.findByRole('region', { name: 'What happened' }),
    ).toBeInTheDocument();
    expect(api.shift).toHaveBeenCalledTimes(1);
  });

  it('retries with the same key when the answer got lost', async () => {
    const { user, dialog, api } = await open('Fail over…');
    api.shift.mockRejectedValueOnce(new TypeError('Failed to fetch'));
    await chooseAws(user, dialog);
    await giveReason(user, dialog);
    await user.click(confirmButton(dialog));
    expect(await dialog.findByRole('alert')).toHaveTextContent(
      'It is not known whether the shift was started',
    );
    await user.click(confirmButton(dialog));
    await dialog.findByRole('region', { name: 'What happened' });
    const [first, second] = api.shift.mock.calls.map(call => call[2]);
    expect(second.idempotencyKey).toBe(first.idempotencyKey);
  });

  it('takes a new key for another reason', async () => {
    const { user, dialog, api } = await open('Fail over…');
    api.shift.mockRejectedValueOnce(new TypeError('Failed to fetch'));
    await chooseAws(user, dialog);
    await giveReason(user, dialog);
    await user.click(confirmButton(dialog));
    await dialog.findByRole('alert');
    await giveReason(user, dialog, ' in rack 4');
    await user.click(confirmButton(dialog));
    await dialog.findByRole('region', { name: 'What happened' });
    const [first, second] = api.shift.mock.calls.map(call => call[2]);
    expect(second.idempotencyKey).not.toBe(first.idempotencyKey);
  });

  it('explains a refusal, plans again, and takes a new key next time', async () => {
    const problem = aProblem('shift-active');
    const { user, dialog, api } = await open('Fail over…');
    api.shift.mockRejectedValueOnce(aProblemError(problem, 409));
    await chooseAws(user, dialog);
    await giveReason(user, dialog);
    await user.click(confirmButton(dialog));
    const alert = await dialog.findByRole('alert');
    expect(alert).toHaveTextContent('The shift was not started');
    expect(alert).toHaveTextContent('Another shift is under way');
    expect(alert).toHaveTextContent(`What to do: ${problem.remedy}`);
    expect(api.plan).toHaveBeenCalledTimes(2);
    expect(reasonField(dialog)).toHaveValue('Disk failure');

    await user.click(confirmButton(dialog));
    await dialog.findByRole('region', { name: 'What happened' });
    const [first, second] = api.shift.mock.calls.map(call => call[2]);
    expect(second.idempotencyKey).not.toBe(first.idempotencyKey);
  });
});

describe('resetting', () => {
  it('plans the default weights at once, and needs only a reason', async () => {
    const { user, dialog, api } = await open('Reset…', {
      plan: async () =>
        aPlan({
          kind: 'reset',
          from: { 'on-prem': 0, aws: 100 },
          to: { 'on-prem': 40, aws: 60 },
        }),
    });
    expect(
      dialog.getByRole('heading', {
        name: 'Reset cart to its default weights',
      }),
    ).toBeInTheDocument();
    await dialog.findByText('All 4 safety rules pass.');
    expect(dialog.queryByRole('radio')).toBeNull();
    await giveReason(user, dialog, 'On-prem is back');
    await user.click(dialog.getByRole('button', { name: 'Reset weights' }));
    expect(api.shift).toHaveBeenCalledWith(
      'component:default/cart',
      {
        kind: 'reset',
        reason: 'On-prem is back',
        planned: {
          from: { 'on-prem': 0, aws: 100 },
          to: { 'on-prem': 40, aws: 60 },
          elsewhereShare: 0,
        },
      },
      expect.anything(),
    );
  });
});

describe('with the keyboard alone', () => {
  it('a failover is planned, reasoned and started', async () => {
    const user = userEvent.setup();
    const { api } = renderCard();
    const trigger = await screen.findByRole('button', { name: 'Fail over…' });
    await waitFor(() => expect(trigger).toBeEnabled());
    act(() => trigger.focus());
    await user.keyboard('{Enter}');
    const dialog = within(await screen.findByRole('dialog'));

    const radio = dialog.getByRole('radio', { name: onPrem });
    for (let i = 0; i < 4 && document.activeElement !== radio; i++) {
      await user.tab();
    }
    expect(radio).toHaveFocus();
    await user.keyboard('{ArrowDown}');
    expect(dialog.getByRole('radio', { name: aws })).toBeChecked();
    await dialog.findByText('All 4 safety rules pass.');
    await user.tab();
    expect(reasonField(dialog)).toHaveFocus();
    await user.keyboard('Rack 4{Enter}lost power');
    expect(api.shift).not.toHaveBeenCalled();
    await user.tab();
    await user.tab();
    expect(confirmButton(dialog)).toHaveFocus();
    await user.keyboard('{Enter}');
    await dialog.findByRole('region', { name: 'What happened' });
    expect(api.shift).toHaveBeenCalledTimes(1);
    expect(screen.getByRole('dialog')).toContainElement(
      document.activeElement as HTMLElement,
    );
  });

  it('focus stays in the dialog, Escape closes it and returns to the button', async () => {
    const { user } = await open('Fail over…');
    const dialog = screen.getByRole('dialog');
    for (let i = 0; i < 8; i++) {
      await user.tab();
      expect(dialog).toContainElement(document.activeElement as HTMLElement);
    }
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'Fail over…' })).toHaveFocus(),
    );
  });
});
