import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { Hold } from '@hybrid-platform/backstage-plugin-hybrid-common';
import {
  aComponent,
  aProblem,
  aProblemError,
  aStatus,
} from '../../__testUtils__/fixtures';
import {
  renderOnEntity,
  type RenderOnEntityOptions,
} from '../../__testUtils__/renderOnEntity';
import { HoldPanel } from './HoldPanel';

const aHold = (overrides: Partial<Hold> = {}): Hold => ({
  by: 'user:default/mina',
  until: new Date(Date.now() + 3_600_000).toISOString(),
  reason: 'Schema migration',
  ...overrides,
});

function show(
  hold: Hold | undefined,
  options: RenderOnEntityOptions & { name?: string } = {},
) {
  const { name = 'cart', ...others } = options;
  const onChanged = jest.fn();
  const rendered = renderOnEntity(
    <HoldPanel
      entityRef={`component:default/${name}`}
      status={aStatus({ hold })}
      onChanged={onChanged}
    />,
    { entity: aComponent({ name }), ...others },
  );
  return { ...rendered, onChanged, user: userEvent.setup() };
}

const enabled = async (name: string) => {
  const button = await screen.findByRole('button', { name });
  await waitFor(() => expect(button).toBeEnabled());
  return button;
};

describe('holding a service', () => {
  it('takes a duration and a reason', async () => {
    const { user, api, onChanged } = show(undefined, {
      api: { hold: async () => aHold() },
    });
    await user.click(await enabled('Hold…'));
    await user.click(screen.getByRole('button', { name: /Hold for/ }));
    await user.click(await screen.findByRole('option', { name: '4 h' }));
    const hold = screen.getByRole('button', { name: 'Hold the service' });
    expect(hold).toBeDisabled();
    await user.click(screen.getByRole('textbox', { name: /Reason/ }));
    await user.paste(' Schema migration ');
    await user.click(hold);
    expect(api.hold).toHaveBeenCalledWith('component:default/cart', {
      durationSeconds: 14_400,
      reason: 'Schema migration',
    });
    await waitFor(() => expect(onChanged).toHaveBeenCalled());
  });

  it('keeps what was typed when it is refused, and says why', async () => {
    const problem = aProblem('service-held');
    const { user } = show(undefined, {
      api: {
        hold: async () => {
          throw aProblemError(problem, 409);
        },
      },
    });
    await user.click(await enabled('Hold…'));
    const reason = screen.getByRole('textbox', { name: /Reason/ });
    await user.click(reason);
    await user.paste('Schema migration');
    await user.click(screen.getByRole('button', { name: 'Hold the service' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(problem.message);
    expect(reason).toHaveValue('Schema migration');
  });

  it('is disabled, with the reason, for somebody who may not', async () => {
    show(undefined, { name: 'unheld', denied: ['hybrid.traffic.hold'] });
    expect(
      await screen.findByText(/You may not hold this service/),
    ).toHaveTextContent('team-checkout');
    expect(screen.getByRole('button', { name: 'Hold…' })).toBeDisabled();
  });
});

describe('one’s own hold', () => {
  const own = { viewer: 'user:default/mina' };

  it('is prolonged with its reason kept', async () => {
    const { user, api } = show(aHold(), {
      ...own,
      api: { hold: async () => aHold() },
    });
    await user.click(await enabled('Change my hold…'));
    await user.click(screen.getByRole('button', { name: 'Change my hold' }));
    expect(api.hold).toHaveBeenCalledWith('component:default/cart', {
      durationSeconds: 3_600,
      reason: 'Schema migration',
    });
  });

  it('is released', async () => {
    const { user, api, onChanged } = show(aHold(), {
      ...own,
      api: { releaseHold: async () => {} },
    });
    await user.click(await enabled('Release the hold'));
    expect(api.releaseHold).toHaveBeenCalledWith('component:default/cart');
    await waitFor(() => expect(onChanged).toHaveBeenCalled());
  });
});

describe('another’s hold', () => {
  it('says who, why and until when, and is theirs to release', async () => {
    show(aHold());
    expect(await screen.findByText(/^Held until/)).toBeInTheDocument();
    expect(screen.getByText(/^Held by/)).toHaveTextContent('mina');
    expect(screen.getByText('Reason: Schema migration')).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Release the hold' }),
    ).toBeDisabled();
    expect(
      screen.getByText('Only its holder can release it.'),
    ).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: /Hold…|Change/ })).toBeNull();
  });

  it('is released by somebody who may force', async () => {
    const { user, api } = show(aHold(), {
      name: 'overridden',
      denied: [],
      api: { releaseHold: async () => {} },
    });
    await user.click(await enabled('Release the hold'));
    expect(api.releaseHold).toHaveBeenCalledTimes(1);
  });
});
