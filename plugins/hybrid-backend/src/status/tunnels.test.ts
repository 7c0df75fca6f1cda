import type { VpnConnection } from '@aws-sdk/client-ec2';
import { toTunnels } from './tunnels';

const connection = (changes: Partial<VpnConnection> = {}): VpnConnection => ({
  VpnConnectionId: 'vpn-1',
  State: 'available',
  Options: {
    TunnelOptions: [
      { OutsideIpAddress: '203.0.113.1' },
      { OutsideIpAddress: '203.0.113.2' },
    ],
  },
  VgwTelemetry: [
    { OutsideIpAddress: '203.0.113.1', Status: 'UP' },
    {
      OutsideIpAddress: '203.0.113.2',
      Status: 'DOWN',
      StatusMessage: 'IPSEC IS DOWN',
    },
  ],
  ...changes,
});
const states = (changes: Partial<VpnConnection>) =>
  toTunnels([connection(changes)]).map(({ outsideIpAddress, state }) => [
    outsideIpAddress,
    state,
  ]);

describe('the tunnels of a VPN connection', () => {
  it('are up or down as AWS tells', () => {
    expect(toTunnels([connection()])).toEqual([
      { connectionId: 'vpn-1', outsideIpAddress: '203.0.113.1', state: 'up' },
      {
        connectionId: 'vpn-1',
        outsideIpAddress: '203.0.113.2',
        state: 'down',
        message: 'IPSEC IS DOWN',
      },
    ]);
  });

  it.each<[string, Partial<VpnConnection>, string[][]]>([
    [
      'one of the two',
      { VgwTelemetry: [{ OutsideIpAddress: '203.0.113.1', Status: 'UP' }] },
      [
        ['203.0.113.1', 'up'],
        ['203.0.113.2', 'unknown'],
      ],
    ],
    [
      'neither',
      { VgwTelemetry: [] },
      [
        ['203.0.113.1', 'unknown'],
        ['203.0.113.2', 'unknown'],
      ],
    ],
    ['any', { VgwTelemetry: undefined, Options: undefined }, [['', 'unknown']]],
  ])('are not known where AWS tells nothing of %s', (_, changes, expected) => {
    expect(states(changes)).toEqual(expected);
  });

  it('are none of a connection that was deleted', () => {
    expect(states({ State: 'deleted' })).toEqual([]);
  });
});
