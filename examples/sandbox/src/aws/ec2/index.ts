import { EC2Client } from '@aws-sdk/client-ec2';
import { defineService } from '../../wire';
import type { WorldOf } from '../worlds';
import { describeVpnConnectionsOperation } from './vpnConnections';

/** EC2: VPN connections only. Import it when needed: its client is by far the largest. */
export const ec2 = (worldOf: WorldOf) =>
  defineService({
    client: new EC2Client({ region: 'us-east-1' }),
    operations: [describeVpnConnectionsOperation(worldOf)],
  });
