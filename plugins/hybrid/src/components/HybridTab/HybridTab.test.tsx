import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type {
  ServiceStatus,
  Shift,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import {
  aComponent,
  aProblem,
  aProblemError,
  aShift,
  aShiftSummary,
  aStatus,
  failingRule,
} from '../../__testUtils__/fixtures';
import {
  renderOnEntity,
  type RenderOnEntityOptions,
} from '../../__testUtils__/renderOnEntity';
import { HybridTab } from './HybridTab';

const show = (options: RenderOnEntityOptions = {}) => ({
  ...renderOnEntity(<HybridTab />, options),
  user: userEvent.setup(),
});

const showing = (status: ServiceStatus) =>
  show({ api: { getService: async () => status } });

describe('the entity tab', () => {
  it('has a section for each subject', async () => {
    show();
    // “Traffic now” is there before the first answer as well, and replaced by it.
    await screen.findByRole('region', { name: 'Shift' });
    for (const name of [
      'Traffic now',
      'Shift',
      'Hold',
      'Requests and errors',
      'Replication',
      'VPN and DNS',
      'History',
    ]) {
      expect(await screen.findByRole('region', { name })).toBeInTheDocument();
    }
  });

  it('says for each site whether the service could move there, and why not', async () => {
    const checkedAt = new Date(Date.now() - 540_000).toISOString();
    showing(
      aStatus({
        readiness: {
          'on-prem': { ready: false, failed: [failingRule], checkedAt },
          aws: { ready: true, failed: [], checkedAt },
        },
      }),
    );
    const readiness = await screen.findByRole('region', {
      name: 'Could it fail over now?',
    });
    expect(readiness).toHaveTextContent(
      'Not all traffic could go to On-prem9 min ago' +
        'The gaining site is healthyOn-prem has 0 of 2 targets healthy.',
    );
    expect(readiness).toHaveTextContent('All traffic could go to AWS');
  });

  it('tells who changed the weights outside a shift, as far as AWS does', async () => {
    showing(
      aStatus({
        drift: {
          expected: { 'on-prem': 40, aws: 60 },
          actual: { 'on-prem': 75, aws: 25 },
          changedBy: {
            principal: 'arn:aws:sts::111122223333:assumed-role/Admin/mina',
            at: new Date(Date.now() - 960_000).toISOString(),
            awsRequestId: 'request-7',
          },
        },
      }),
    );
    expect(
      await screen.findByText(/^Changed by arn:aws:sts/),
    ).toHaveTextContent(
      /assumed-role\/Admin\/mina, 16 min ago · AWS request request-7/,
    );
  });

  it('tells since when where AWS does not tell who', async () => {
    showing(
      aStatus({
        drift: {
          expected: { 'on-prem': 40, aws: 60 },
          actual: { 'on-prem': 75, aws: 25 },
          since: new Date(Date.now() - 960_000).toISOString(),
        },
      }),
    );
    expect(await screen.findByText(/^First seen/)).toHaveTextContent(
      'First seen 16 min ago; AWS does not tell who changed it.',
    );
  });

  it('explains itself on an entity that is not connected', async () => {
    const { api } = show({ entity: aComponent({ annotation: null }) });
    expect(
      await screen.findByText('Not connected to a hybrid platform yet'),
    ).toBeInTheDocument();
    expect(api.getService).not.toHaveBeenCalled();
  });

  it('tells somebody who may not see the service whom to ask', async () => {
    show({
      api: {
        getService: async () => {
          throw aProblemError(aProblem('not-permitted'), 403);
        },
      },
    });
    expect(await screen.findByText('Not permitted')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'team-checkout' })).toBeVisible();
    expect(screen.queryByRole('region', { name: 'History' })).toBeNull();
  });

  it('explains an error, and tries again', async () => {
    let asked = 0;
    const { user } = show({
      api: {
        getService: async () => {
          asked += 1;
          if (asked === 1) throw aProblemError(aProblem('aws-throttled'), 503);
          return aStatus();
        },
      },
    });
    await user.click(await screen.findByRole('button', { name: 'Retry' }));
    expect(
      await screen.findByRole('region', { name: 'History' }),
    ).toBeInTheDocument();
  });
});

describe('a shift on the tab', () => {
  const ended: Shift = aShift({
    state: 'succeeded',
    endedAt: new Date().toISOString(),
    recoveryTimeSeconds: 4.6,
  });

  it('takes the place of the form, whoever began it', async () => {
    const shift = aShiftSummary();
    showing(aStatus({ activeShift: shift }));
    const active = await screen.findByRole('region', {
      name: 'A shift is under way',
    });
    expect(active).toHaveTextContent('Requested by mina');
    expect(screen.queryByRole('radiogroup', { name: 'What to do' })).toBeNull();
  });

  it('is followed from the form to its end, then gives the form back', async () => {
    const { user } = show({
      api: { shift: async () => aShift(), getShift: async () => ended },
    });
    const reset = await screen.findByRole('radio', {
      name: 'Reset to the default weights',
    });
    await waitFor(() => expect(reset).toBeEnabled());
    await user.click(reset);
    await screen.findByText('All 4 safety rules pass.');
    const form = within(screen.getByRole('region', { name: 'Shift' }));
    await user.click(form.getByRole('textbox', { name: /Reason/ }));
    await user.paste('On-prem is back');
    await user.click(form.getByRole('button', { name: 'Reset weights' }));
    expect(
      await screen.findByText(
        'The traffic was moved and verified 4.6 s after the request.',
      ),
    ).toBeInTheDocument();
    await user.click(
      await screen.findByRole('button', { name: 'Plan another shift' }),
    );
    expect(
      await screen.findByRole('radiogroup', { name: 'What to do' }),
    ).toBeInTheDocument();
  });

  it('makes the history read again', async () => {
    const now: Partial<ServiceStatus> = {};
    const { api, signals } = show({
      api: {
        getService: async () => aStatus(now),
        getShifts: async () => ({ items: [] }),
      },
    });
    await screen.findByText('No shift of this service was ever made.');
    expect(api.getShifts).toHaveBeenCalledTimes(1);
    now.activeShift = aShiftSummary();
    signals.publish('hybrid', { entityRef: 'component:default/cart' });
    await waitFor(() => expect(api.getShifts).toHaveBeenCalledTimes(2));
  });
});
