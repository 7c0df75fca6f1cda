import type { CfnVPNConnection } from 'aws-cdk-lib/aws-ec2';
import { tunnelsOf, type PlatformConfig } from '../config';

type Options = CfnVPNConnection.VpnTunnelOptionsSpecificationProperty;

/**
 * Both tunnels, as AWS always makes two. Only strong algorithms, and those that the
 * strongSwan configuration in `onprem/vpn` offers. AWS starts the tunnels that are set up
 * on-prem, and keeps the other one quiet.
 */
export function tunnelOptions(
  platform: PlatformConfig,
  preSharedKeys: readonly [string, string],
  logGroupArn: string,
): Options[] {
  const tunnels = tunnelsOf(platform);
  const numbers = (...values: number[]) => values.map(value => ({ value }));
  const names = (...values: string[]) => values.map(value => ({ value }));
  return preSharedKeys.map((preSharedKey, i) => ({
    preSharedKey,
    tunnelInsideCidr: tunnels[i]?.insideCidr,
    startupAction: tunnels[i] ? 'start' : 'add',
    dpdTimeoutAction: tunnels[i] ? 'restart' : 'clear',
    dpdTimeoutSeconds: 30,
    ikeVersions: names('ikev2'),
    phase1DhGroupNumbers: numbers(14, 19, 20, 21),
    phase1EncryptionAlgorithms: names('AES256', 'AES256-GCM-16'),
    phase1IntegrityAlgorithms: names('SHA2-256', 'SHA2-384', 'SHA2-512'),
    phase2DhGroupNumbers: numbers(14, 19, 20, 21),
    phase2EncryptionAlgorithms: names('AES256', 'AES256-GCM-16'),
    phase2IntegrityAlgorithms: names('SHA2-256', 'SHA2-384', 'SHA2-512'),
    logOptions: {
      cloudwatchLogOptions: {
        logEnabled: true,
        logGroupArn,
        logOutputFormat: 'json',
        ...(platform.vpn.routing === 'bgp' && {
          bgpLogEnabled: true,
          bgpLogGroupArn: logGroupArn,
          bgpLogOutputFormat: 'json',
        }),
      },
    },
  }));
}
