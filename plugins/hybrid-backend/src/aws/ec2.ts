import type { EC2Client, VpnConnection } from '@aws-sdk/client-ec2';
import { HYBRID_TAGS } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { ec2Sdk } from './largeSdks';

/** The VPN connections that carry the platform's tag. EC2 does not page them. */
export async function listVpnConnections(
  client: EC2Client,
  platformId: string,
): Promise<VpnConnection[]> {
  const { DescribeVpnConnectionsCommand } = ec2Sdk();
  const { VpnConnections } = await client.send(
    new DescribeVpnConnectionsCommand({
      Filters: [{ Name: `tag:${HYBRID_TAGS.platform}`, Values: [platformId] }],
    }),
  );
  return VpnConnections ?? [];
}
