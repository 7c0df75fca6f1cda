import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge';

/** A pre-shared key for each tunnel; whoever sets up the gateway on-prem reads them here. */
export class TunnelSecrets extends Construct {
  readonly keys: readonly [string, string];

  constructor(
    scope: Construct,
    id: string,
    { platformId }: { platformId: string },
  ) {
    super(scope, id);
    const [first, second] = [1, 2].map(tunnel => {
      const secret = new Secret(this, `Tunnel${tunnel}`, {
        secretName: `${platformId}/vpn/tunnel-${tunnel}`,
        description: `Pre-shared key of VPN tunnel ${tunnel}`,
        generateSecretString: {
          passwordLength: 48,
          // AWS takes letters, digits, dots and underscores, and no 0 in front.
          excludePunctuation: true,
          excludeCharacters: '0',
        },
      });
      acknowledge(
        secret,
        'A key that changes by itself would cut the tunnel: both ends must change at once',
        'SMG4',
      );
      // A reference for CloudFormation to resolve, not the key itself.
      return secret.secretValue.unsafeUnwrap();
    });
    this.keys = [first, second];
  }
}
