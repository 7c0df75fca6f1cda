import { ServicePrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge';
import type { Site } from '../tags';

/** The database user of DMS on both sites; `onprem/mariadb` has its grants. */
export const DMS_USER = 'dms';

interface DmsSecretsProps {
  platformId: string;
  region: string;
  databases: Record<Site, { host: string; port: number }>;
}

/**
 * A user of DMS's own, with a password for each site. Not the administrator's: DMS needs less,
 * and RDS changes that password by itself.
 */
export class DmsSecrets extends Construct {
  readonly arns: Record<Site, string>;
  readonly role: Role;

  constructor(
    scope: Construct,
    id: string,
    { platformId, region, databases }: DmsSecretsProps,
  ) {
    super(scope, id);
    // The Region is part of the principal; without it DMS refuses the endpoint.
    this.role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal(`dms.${region}.amazonaws.com`),
      description: 'DMS reads the passwords of its database users',
    });
    const make = (site: Site, construct: string): string => {
      const { host, port } = databases[site];
      const secret = new Secret(this, construct, {
        secretName: `${platformId}/dms/${site}`,
        description: `DMS's database user on ${site}`,
        generateSecretString: {
          secretStringTemplate: JSON.stringify({
            username: DMS_USER,
            host,
            port,
          }),
          generateStringKey: 'password',
          passwordLength: 40,
          excludePunctuation: true,
        },
      });
      secret.grantRead(this.role);
      acknowledge(
        secret,
        'Replication would stop: the password changes in the database and here at once, see the runbook',
        'SMG4',
      );
      return secret.secretArn;
    };
    this.arns = {
      'on-prem': make('on-prem', 'OnPrem'),
      aws: make('aws', 'Aws'),
    };
  }
}
