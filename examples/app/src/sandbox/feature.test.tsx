import { createApp } from '@backstage/frontend-defaults';
import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { mockApis } from '@backstage/frontend-test-utils';
import {
  SignInPageBlueprint,
  type SignInPageProps,
} from '@backstage/plugin-app-react';
import { render, screen, within } from '@testing-library/react';
import { useEffect } from 'react';
import { sandboxFeature } from '.';

function SignedInAtOnce({ onSignInSuccess }: SignInPageProps) {
  useEffect(() => onSignInSuccess(mockApis.identity()), [onSignInSuccess]);
  return null;
}

const signedIn = createFrontendModule({
  pluginId: 'app',
  extensions: [
    SignInPageBlueprint.make({
      params: { loader: async () => SignedInAtOnce },
    }),
  ],
});

function renderSandboxPage(data: object) {
  window.history.pushState({}, '', '/sandbox');
  const config = mockApis.config({
    data: {
      app: { baseUrl: 'http://localhost' },
      backend: { baseUrl: 'http://localhost:7007' },
      ...data,
    },
  });
  const app = createApp({
    features: [sandboxFeature, signedIn],
    advanced: { configLoader: async () => ({ config }) },
  });
  render(app.createRoot());
}

beforeEach(() => {
  global.fetch = jest.fn().mockRejectedValue(new TypeError('refused'));
});

describe('the sandbox feature', () => {
  it('is a page, listed in the navigation, where a sandbox is configured', async () => {
    renderSandboxPage({ sandbox: { baseUrl: 'http://127.0.0.1:4600' } });
    expect(
      await screen.findByText('The sandbox is not running'),
    ).toBeInTheDocument();
    const nav = screen.getByRole('navigation', { name: 'sidebar nav' });
    expect(within(nav).getByRole('link', { name: 'Sandbox' })).toHaveAttribute(
      'href',
      '/sandbox',
    );
  });

  it('does not exist where none is', async () => {
    renderSandboxPage({});
    expect(await screen.findByText(/404/)).toBeInTheDocument();
    expect(
      screen.queryByRole('link', { name: 'Sandbox' }),
    ).not.toBeInTheDocument();
  });
});
