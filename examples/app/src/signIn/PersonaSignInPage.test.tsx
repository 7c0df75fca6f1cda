import type { IdentityApi } from '@backstage/frontend-plugin-api';
import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/frontend-test-utils';
import { configApiRef } from '@backstage/frontend-plugin-api';
import { cleanup, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { PersonaSignInPage } from './PersonaSignInPage';

const personas = [
  {
    id: 'mina',
    name: 'Mina Park',
    role: 'Owner',
    may: 'Shifts the cart.',
  },
  { id: 'guest', name: 'Guest', role: 'Visitor', may: 'Looks at everything.' },
];

const session = {
  profile: { displayName: 'Mina Park' },
  backstageIdentity: {
    token: 'e30.e30.signature',
    identity: {
      type: 'user',
      userEntityRef: 'user:default/mina',
      ownershipEntityRefs: ['user:default/mina'],
    },
  },
};

const fetchMock = jest.fn();

beforeEach(() => {
  localStorage.clear();
  fetchMock.mockReset();
  fetchMock.mockResolvedValue({ ok: true, json: async () => session });
  global.fetch = fetchMock;
});

function renderPage(data: object = { personas }) {
  const onSignInSuccess = jest.fn<void, [IdentityApi]>();
  renderInTestApp(
    <TestApiProvider
      apis={[[configApiRef, mockApis.config({ data: data as any })]]}
    >
      <PersonaSignInPage onSignInSuccess={onSignInSuccess} />
    </TestApiProvider>,
  );
  return onSignInSuccess;
}

describe('the sign-in page', () => {
  it('says who one can be and what each may do', async () => {
    renderPage();
    expect(
      await screen.findByRole('heading', { name: 'Mina Park' }),
    ).toBeInTheDocument();
    expect(screen.getByText('Shifts the cart.')).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Sign in as Guest' }),
    ).toBeInTheDocument();
  });

  it('signs in as the chosen persona', async () => {
    const onSignInSuccess = renderPage();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Sign in as Mina Park' }),
    );

    await waitFor(() => expect(onSignInSuccess).toHaveBeenCalled());
    const [identity] = onSignInSuccess.mock.calls[0];
    await expect(identity.getBackstageIdentity()).resolves.toMatchObject({
      userEntityRef: 'user:default/mina',
    });
    const [url, init] = fetchMock.mock.calls[0];
    expect(url).toMatch(/\/persona\/refresh$/);
    expect(new Headers(init.headers).get('x-persona')).toBe('mina');
  });

  it('remembers the choice until signing out', async () => {
    const first = renderPage();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Sign in as Mina Park' }),
    );
    await waitFor(() => expect(first).toHaveBeenCalled());

    cleanup();
    const second = renderPage();
    await waitFor(() => expect(second).toHaveBeenCalled());
    await second.mock.calls[0][0].signOut();

    cleanup();
    const third = renderPage();
    await screen.findByRole('button', { name: 'Sign in as Mina Park' });
    expect(third).not.toHaveBeenCalled();
  });

  it('lets one choose again when signing in fails', async () => {
    fetchMock.mockRejectedValue(new TypeError('Failed to fetch'));
    renderPage();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Sign in as Mina Park' }),
    );

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Signing in as Mina Park failed',
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Choose somebody else' }),
    );
    await screen.findByRole('button', { name: 'Sign in as Guest' });
  });

  it('says so when nobody is configured', async () => {
    renderPage({});
    expect(
      await screen.findByText('There is no way to sign in'),
    ).toBeInTheDocument();
  });
});
