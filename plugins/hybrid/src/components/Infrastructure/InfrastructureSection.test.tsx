import { screen, within } from '@testing-library/react';
import { renderSection } from '../../__testUtils__/renderSection';
import { aPlatformStatus } from '../../__testUtils__/replications';
import { InfrastructureSection } from './InfrastructureSection';

const section = <InfrastructureSection platform="shop" />;

const tunnels = (...states: ('up' | 'down' | 'unknown')[]) =>
  aPlatformStatus({
    tunnels: states.map((state, index) => ({
      connectionId: 'vpn-0a1b2c3d',
      outsideIpAddress: `198.51.100.${index + 1}`,
      state,
      since: new Date(Date.now() - 120_000).toISOString(),
    })),
  });

describe('what surrounds a service', () => {
  it('shows the tunnels and the DNS records, and asks for no services', async () => {
    const { api } = renderSection(section, {
      api: { getPlatform: async () => aPlatformStatus() },
    });
    const vpn = await screen.findByRole('region', { name: 'VPN to on-prem' });
    expect(within(vpn).getAllByText('Up')).toHaveLength(2);
    const dns = screen.getByRole('region', { name: 'DNS' });
    expect(dns).toHaveTextContent('shop.example.com');
    expect(within(dns).getByText('Healthy')).toBeVisible();
    expect(api.getPlatform).toHaveBeenCalledWith(
      'shop',
      expect.objectContaining({ services: 'none' }),
    );
  });

  it.each([
    [['up', 'down'] as const, /the next failure cuts on-prem off/],
    [['down', 'down'] as const, /AWS cannot reach on-prem/],
    [['up', 'unknown'] as const, /Only one tunnel is known to be up/],
    [['down', 'unknown'] as const, /whether it can reach on-prem is not known/],
    [
      ['unknown', 'unknown'] as const,
      /whether it can reach on-prem is not known/,
    ],
  ])('says what %j tunnels mean', async (states, text) => {
    renderSection(section, {
      api: { getPlatform: async () => tunnels(...states) },
    });
    expect(await screen.findByText(text)).toBeVisible();
  });

  it('does not say that there is none of what nobody could look up', async () => {
    renderSection(section, {
      api: {
        getPlatform: async () =>
          aPlatformStatus({
            tunnels: [],
            dns: [],
            notKnown: ['tunnels', 'dns'],
          }),
      },
    });
    expect(await screen.findByText(/its tunnels are not known/)).toBeVisible();
    expect(screen.getByText(/its records are not known/)).toBeVisible();
    expect(screen.queryByText(/has no VPN connection/)).toBeNull();
  });

  it('says that there is neither', async () => {
    renderSection(section, {
      api: {
        getPlatform: async () => aPlatformStatus({ tunnels: [], dns: [] }),
      },
    });
    expect(
      await screen.findByText('This platform has no VPN connection.'),
    ).toBeVisible();
    expect(screen.getByText(/No record of a hosted zone/)).toBeVisible();
  });
});
