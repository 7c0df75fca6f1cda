import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { HybridApi } from '@hybrid-platform/backstage-plugin-hybrid-common';
import {
  aDivergedStatus,
  aProblem,
  aProblemError,
  failingRule,
} from '../../__testUtils__/fixtures';
import {
  aFleet,
  anEvacuation,
  anEvacuationPlan,
  anItem,
  aPlanItem,
  aService,
} from '../../__testUtils__/fleet';
import { layOutElements, renderFleet } from '../../__testUtils__/renderFleet';

const held = {
  ...failingRule,
  id: 'not-held' as const,
  title: 'Nobody else holds it',
};

const plan = anEvacuationPlan([
  aPlanItem('cart'),
  aPlanItem('order', { verdict: 'refused', failed: [held] }),
  aPlanItem('payment', { verdict: 'not-permitted' }),
  aPlanItem('search', { verdict: 'nothing-to-do' }),
]);

const started = anEvacuation([anItem('cart', { state: 'shifting' })]);

function render(api: Partial<HybridApi> = {}, denied: readonly string[] = []) {
  return renderFleet({
    denied,
    api: {
      getPlatform: async () =>
        aFleet([
          aService('cart'),
          aService('order', {}, { aws: { health: 'unhealthy' } }),
        ]),
      planEvacuation: async () => plan,
      evacuate: async () => started,
      getEvacuation: async () => started,
      ...api,
    },
  });
}

async function chooseSite() {
  await userEvent.click(
    await screen.findByRole('button', { name: 'Evacuate a site…' }),
  );
  await userEvent.click(await screen.findByRole('radio', { name: /^On-prem/ }));
  await userEvent.type(
    screen.getByRole('textbox', { name: /Reason/ }),
    'The rack loses power',
  );
}

async function openPlan() {
  await chooseSite();
  await userEvent.click(screen.getByRole('button', { name: 'Make the plan' }));
  await screen.findByText('1 service will leave On-prem.');
}

const confirm = () => screen.getByRole('button', { name: 'Evacuate On-prem' });

describe('evacuating a site', () => {
  let restore: () => void;
  beforeEach(() => {
    restore = layOutElements();
  });
  afterEach(() => restore());

  it('says what is known of both sites, and plans nothing without a reason', async () => {
    const { api } = render();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Evacuate a site…' }),
    );
    const next = await screen.findByRole('button', { name: 'Make the plan' });
    expect(next).toBeDisabled();
    await userEvent.click(
      screen.getByRole('radio', {
        name: 'On-prem: serves 2 of 2 services, 0 of them unhealthy there',
      }),
    );
    expect(
      screen.getByText(
        'AWS would take over: 1 services are healthy there, 1 are unhealthy.',
      ),
    ).toBeInTheDocument();
    expect(screen.getByText('Give a reason.')).toBeInTheDocument();
    expect(next).toBeDisabled();
    expect(api.planEvacuation).not.toHaveBeenCalled();
  });

  it('shows the plan of each service first, and how long it takes', async () => {
    const { api } = render();
    await openPlan();
    expect(api.planEvacuation).toHaveBeenCalledWith(
      'shop',
      { off: 'on-prem' },
      expect.anything(),
    );
    expect(
      screen.getByText('2 services stay although On-prem serves them.'),
    ).toBeInTheDocument();
    expect(screen.getByText(/about 90 s/)).toBeInTheDocument();
    const table = within(
      screen.getByRole('table', { name: 'Plan of each service' }),
    );
    expect(table.getAllByRole('rowheader')).toHaveLength(4);

    await userEvent.click(
      screen.getByRole('button', { name: /^Refused by a safety rule/ }),
    );
    await waitFor(() =>
      expect(table.getAllByRole('rowheader').map(h => h.textContent)).toEqual([
        'order',
      ]),
    );
    await userEvent.click(
      table.getByRole('button', { name: 'order: Nobody else holds it' }),
    );
    expect(await screen.findByText(held.explanation)).toBeInTheDocument();
    expect(api.evacuate).not.toHaveBeenCalled();
  });

  it('says of which the rules disagree, and what it does not reach', async () => {
    const { rules } = aDivergedStatus();
    const items = [
      aPlanItem('cart', {
        fromRules: rules!.map(({ arn, weights }) => ({ rule: arn, weights })),
        elsewhereShare: 50,
      }),
    ];
    render({ planEvacuation: async () => anEvacuationPlan(items) });
    await openPlan();
    await userEvent.click(
      screen.getByRole('button', {
        name: /^AWS share of cart: differs → 50\s%/,
      }),
    );
    const text = await screen.findByText(/changed one rule and not the others/);
    const popover = text.closest('[role="dialog"]');
    expect(popover).toHaveTextContent('shop (http80-cart)');
    expect(popover).toHaveTextContent(/50\s% of the requests go to/);
  });

  it('starts once the name of the site was typed, and goes to its progress', async () => {
    const { api, address } = render();
    await openPlan();
    expect(confirm()).toBeDisabled();
    const field = screen.getByRole('textbox', { name: /Type On-prem/ });
    await userEvent.type(field, 'aws');
    expect(confirm()).toBeDisabled();
    await userEvent.clear(field);
    await userEvent.type(field, 'on-prem');
    await userEvent.click(confirm());
    await waitFor(() => expect(address()).toBe('/shop/evacuations/e1'));
    expect(api.evacuate).toHaveBeenCalledTimes(1);
    expect(api.evacuate).toHaveBeenCalledWith(
      'shop',
      {
        off: 'on-prem',
        reason: 'The rack loses power',
        planned: expect.arrayContaining([
          { service: expect.any(String), from: expect.anything() },
        ]),
      },
      { idempotencyKey: expect.stringMatching(/.{16}/) },
    );
  });

  it('forces only what was acknowledged', async () => {
    const { api } = render();
    await openPlan();
    await userEvent.click(
      await screen.findByRole('checkbox', {
        name: /Nobody else holds it \(1 service\) I understand/,
      }),
    );
    expect(
      await screen.findByText('2 services will leave On-prem.'),
    ).toBeInTheDocument();
    await userEvent.type(
      screen.getByRole('textbox', { name: /Type On-prem/ }),
      'On-prem',
    );
    await userEvent.click(confirm());
    await waitFor(() =>
      expect(api.evacuate).toHaveBeenCalledWith(
        'shop',
        expect.objectContaining({ force: ['not-held'] }),
        expect.anything(),
      ),
    );
  });

  it('offers no force to who may not', async () => {
    const { asked } = render({}, ['hybrid.traffic.force']);
    await openPlan();
    await waitFor(() => expect(asked).toContain('hybrid.traffic.force'));
    await act(async () => {});
    expect(screen.queryByRole('checkbox')).toBeNull();
  });

  it('starts nothing when nothing would be moved', async () => {
    render({
      planEvacuation: async () =>
        anEvacuationPlan([aPlanItem('cart', { verdict: 'not-permitted' })]),
    });
    await chooseSite();
    await userEvent.click(
      screen.getByRole('button', { name: 'Make the plan' }),
    );
    expect(
      await screen.findByText('You may shift no service of this platform.'),
    ).toBeInTheDocument();
    await userEvent.type(
      screen.getByRole('textbox', { name: /Type On-prem/ }),
      'On-prem',
    );
    expect(confirm()).toBeDisabled();
  });

  it('repeats a start whose answer got lost with the same key, and a refused one with another', async () => {
    const evacuate = jest
      .fn()
      .mockRejectedValueOnce(new TypeError('Failed to fetch'))
      .mockRejectedValueOnce(aProblemError(aProblem('evacuation-active'), 409))
      .mockResolvedValue(started);
    render({ evacuate });
    await openPlan();
    await userEvent.type(
      screen.getByRole('textbox', { name: /Type On-prem/ }),
      'On-prem',
    );
    await userEvent.click(confirm());
    expect(
      await screen.findByText(
        'It is not known whether the evacuation was started',
      ),
    ).toBeInTheDocument();
    await userEvent.click(confirm());
    expect(
      await screen.findByText('The evacuation was not started'),
    ).toBeInTheDocument();
    await userEvent.click(confirm());
    await waitFor(() => expect(evacuate).toHaveBeenCalledTimes(3));
    const keys = evacuate.mock.calls.map(call => call[2].idempotencyKey);
    expect(keys[1]).toBe(keys[0]);
    expect(keys[2]).not.toBe(keys[0]);
  });

  it('keeps the reason when somebody goes back from the plan', async () => {
    render();
    await openPlan();
    await userEvent.click(screen.getByRole('button', { name: 'Back' }));
    expect(await screen.findByRole('textbox', { name: /Reason/ })).toHaveValue(
      'The rack loses power',
    );
  });
});
