import { Tags } from 'aws-cdk-lib';
import { CfnCertificate, CfnEndpoint } from 'aws-cdk-lib/aws-dms';
import { Construct } from 'constructs';
import type { PlatformConfig } from '../config';
import { TAGS, type Site } from '../tags';
import type { DmsSecrets } from './dms-secrets';
import { rdsCertificate } from './rds-certificate';

interface DmsEndpointsProps {
  platform: PlatformConfig;
  from: Site;
  to: Site;
  secrets: DmsSecrets;
}

/** The two ends of the replication. */
export class DmsEndpoints extends Construct {
  readonly sourceArn: string;
  readonly targetArn: string;

  constructor(
    scope: Construct,
    id: string,
    { platform, from, to, secrets }: DmsEndpointsProps,
  ) {
    super(scope, id);
    const certificate = new CfnCertificate(this, 'RdsRoot', {
      certificateIdentifier: `${platform.id}-rds-root`,
      certificatePem: rdsCertificate(platform.region),
    });
    const endpoint = (site: Site, endpointType: 'source' | 'target') => {
      const made = new CfnEndpoint(this, endpointType, {
        endpointIdentifier: `${platform.id}-${site}-${endpointType}`,
        endpointType,
        engineName: 'mariadb',
        databaseName:
          endpointType === 'target' ? undefined : platform.data.database.name,
        mySqlSettings: {
          secretsManagerSecretId: secrets.arns[site],
          secretsManagerAccessRoleArn: secrets.role.roleArn,
        },
        extraConnectionAttributes:
          endpointType === 'target'
            ? 'Initstmt=SET FOREIGN_KEY_CHECKS=0;parallelLoadThreads=1'
            : 'eventsPollInterval=5',
        // RDS takes TLS only. On-prem the VPN encrypts.
        ...(site === 'aws'
          ? { sslMode: 'verify-ca', certificateArn: certificate.ref }
          : { sslMode: 'none' }),
      });
      // Backstage tells by it which site receives the data.
      Tags.of(made).add(TAGS.site, site);
      // DMS reads the secret while it makes the endpoint, so the right must be there.
      made.node.addDependency(secrets);
      return made.ref;
    };
    this.sourceArn = endpoint(from, 'source');
    this.targetArn = endpoint(to, 'target');
  }
}
