import {
  renderInTestApp,
  TestApiProvider,
} from '@backstage/frontend-test-utils';
import type { SandboxStatus } from '@hybrid-platform/sandbox';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  type SandboxApi,
  sandboxApiRef,
  SandboxUnreachableError,
} from './SandboxClient';
import { SandboxPage } from './SandboxPage';
import { aService, aStatus } from './testStatus';

/** A sandbox that obeys: a change answers with, and later shows, what it led to. */
function aSandbox(initial: SandboxStatus) {
  let status = initial;
  const becomes = (values: Partial<SandboxStatus>) => async () => {
    status = { ...status, ...values };
    return status;
  };
  return {
    baseUrl: 'http://127.0.0.1:4600',
    getStatus: jest.fn(async () => status),
    setSite: jest.fn(
      becomes({ sites: { 'on-prem': { up: false }, aws: { up: true } } }),
    ),
    setServiceSite: jest.fn(async () => status),
    setTunnel: jest.fn(async () => status),
    setLag: jest.fn(
      becomes({
        replication: { state: 'running', lagSeconds: 120, forcedLag: true },
      }),
    ),
    setAwsFaults: jest.fn(async () => status),
    clearFaults: jest.fn(async () => status),
  } satisfies SandboxApi;
}

function renderPage(api: SandboxApi) {
  return renderInTestApp(
    <TestApiProvider apis={[[sandboxApiRef, api]]}>
      <SandboxPage />
    </TestApiProvider>,
  );
}

describe('the sandbox page', () => {
  it('shows weights, share of the traffic, failures and alarms of a service', async () => {
    const cart = aService('cart', {
      alarms: [{ name: 'shop-cart-on-prem-unhealthy', state: 'ALARM' }],
    });
    cart.sites.aws.failures = 3;
    renderPage(aSandbox(aStatus({ services: [cart] })));

    const row = await screen.findByRole('row', { name: /^cart/ });
    expect(row).toHaveTextContent('40 / 60');
    expect(row).toHaveTextContent('On-prem 40 %');
    expect(row).toHaveTextContent('AWS 60 %');
    expect(row).toHaveTextContent('3 of 200');
    expect(row).toHaveTextContent('2 of 2 healthy');
    expect(row).toHaveTextContent('shop-cart-on-prem-unhealthy');
  });

  it('follows what happens', async () => {
    const api = aSandbox(aStatus());
    renderPage(api);
    await screen.findByRole('row', { name: /^cart/ });

    api.getStatus.mockResolvedValue(
      aStatus({
        events: [
          {
            at: '2026-11-22T10:00:00Z',
            kind: 'lambda',
            service: 'cart',
            message: 'moved all traffic to AWS',
          },
        ],
      }),
    );
    expect(
      await screen.findByText('moved all traffic to AWS'),
    ).toBeInTheDocument();
  });

  it('switches a site off and shows it at once', async () => {
    const api = aSandbox(aStatus());
    renderPage(api);
    const site = await screen.findByRole('switch', { name: 'On-prem site' });
    expect(site).toBeChecked();
    expect(
      screen.getByRole('button', { name: 'Clear all faults' }),
    ).toBeDisabled();

    await userEvent.click(site);

    expect(api.setSite).toHaveBeenCalledWith('on-prem', false);
    await waitFor(() => expect(site).not.toBeChecked());
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear all faults' }),
    );
    expect(api.clearFaults).toHaveBeenCalled();
  });

  it('switches one service of a site and one tunnel', async () => {
    const api = aSandbox(aStatus());
    renderPage(api);

    await userEvent.click(
      await screen.findByRole('switch', { name: 'cart on AWS' }),
    );
    expect(api.setServiceSite).toHaveBeenCalledWith('cart', 'aws', false);

    await userEvent.click(screen.getByRole('switch', { name: /Tunnel 2/ }));
    expect(api.setTunnel).toHaveBeenCalledWith(2, false);
  });

  it('sets the lag of the replication and releases it again', async () => {
    const api = aSandbox(aStatus());
    renderPage(api);
    const card = await screen.findByRole('region', { name: 'Replication' });
    expect(card).toHaveTextContent('running, 2 s behind');

    await userEvent.click(
      within(card).getByRole('button', { name: 'Set lag' }),
    );
    expect(api.setLag).toHaveBeenCalledWith(120);
    await within(card).findByText(/120 s behind \(set by hand\)/);

    await userEvent.click(
      within(card).getByRole('button', { name: 'Release' }),
    );
    expect(api.setLag).toHaveBeenLastCalledWith(null);
  });

  it('makes AWS fail in the way that is asked for', async () => {
    const api = aSandbox(aStatus());
    renderPage(api);
    const card = await screen.findByRole('region', { name: 'AWS faults' });

    const throttled = within(card).getByRole('textbox', {
      name: 'Throttled calls',
    });
    await userEvent.clear(throttled);
    await userEvent.type(throttled, '50%');
    await userEvent.type(
      within(card).getByLabelText('Only these operations'),
      'ModifyRule, DescribeRules',
    );
    await userEvent.click(within(card).getByRole('button', { name: 'Apply' }));

    expect(api.setAwsFaults).toHaveBeenCalledWith({
      throttleRate: 0.5,
      errorRate: 0,
      latencyMs: 0,
      dropRate: 0,
      hangRate: 0,
      dropAfterApply: false,
      operations: ['ModifyRule', 'DescribeRules'],
    });
  });

  it('shows the AWS faults that somebody else has set', async () => {
    const api = aSandbox(aStatus());
    renderPage(api);
    const card = await screen.findByRole('region', { name: 'AWS faults' });
    expect(card).toHaveTextContent('AWS answers as it should.');

    const { aws } = aStatus();
    api.getStatus.mockResolvedValue(
      aStatus({
        aws: { ...aws, throttleRate: 0.3, operations: ['ModifyRule'] },
      }),
    );

    expect(
      await within(card).findByText('Of ModifyRule: 30 % throttled.'),
    ).toBeInTheDocument();
    expect(
      within(card).getByRole('textbox', { name: 'Throttled calls' }),
    ).toHaveValue('30%');
  });

  it('says why a change was refused', async () => {
    const api = aSandbox(aStatus());
    api.setTunnel.mockRejectedValue(new Error('up must be true or false'));
    renderPage(api);

    await userEvent.click(
      await screen.findByRole('switch', { name: /Tunnel 1/ }),
    );

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'up must be true or false',
    );
  });

  it('says how to start a sandbox that does not run, and goes on when it does', async () => {
    const api = aSandbox(aStatus());
    api.getStatus.mockRejectedValueOnce(
      new SandboxUnreachableError('Nothing answers at http://127.0.0.1:4600'),
    );
    renderPage(api);

    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('The sandbox is not running');
    expect(alert).toHaveTextContent('npm start');

    await screen.findByRole('row', { name: /^cart/ });
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });
});
