import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  InstanceType,
  Peer,
  Port,
  SecurityGroup,
  SubnetType,
  type IVpc,
} from 'aws-cdk-lib/aws-ec2';
import {
  CaCertificate,
  Credentials,
  DatabaseInstance,
  DatabaseInstanceEngine,
  MariaDbEngineVersion,
  ParameterGroup,
  StorageType,
} from 'aws-cdk-lib/aws-rds';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge';
import type { PlatformConfig } from '../config';

/** The newest patch of each version that both RDS and DMS support. */
const VERSIONS: Record<
  PlatformConfig['data']['database']['version'],
  MariaDbEngineVersion
> = {
  '10.11': MariaDbEngineVersion.VER_10_11_16,
  '11.4': MariaDbEngineVersion.VER_11_4_10,
};

/** What DMS reads from, or writes to; harmless without DMS. */
const PARAMETERS = {
  binlog_format: 'ROW',
  binlog_row_image: 'FULL',
  binlog_checksum: 'NONE',
  // DMS loads tables into a target from local files.
  local_infile: '1',
  // Nobody talks to the database in the clear, DMS included.
  require_secure_transport: '1',
};

export const DATABASE_PORT = 3306;

interface DatabaseProps {
  platform: PlatformConfig;
  vpc: IVpc;
}

/** MariaDB on RDS, in the isolated subnets. */
export class Database extends Construct {
  readonly instance: DatabaseInstance;
  readonly securityGroup: SecurityGroup;

  constructor(scope: Construct, id: string, { platform, vpc }: DatabaseProps) {
    super(scope, id);
    const { database } = platform.data;
    const engine = DatabaseInstanceEngine.mariaDb({
      version: VERSIONS[database.version],
    });
    this.securityGroup = new SecurityGroup(this, 'SecurityGroup', {
      vpc,
      description: 'MariaDB from the VPC',
      allowAllOutbound: false,
    });
    this.securityGroup.addIngressRule(
      Peer.ipv4(platform.network.vpcCidr),
      Port.tcp(DATABASE_PORT),
      'MariaDB from the VPC',
    );
    this.instance = new DatabaseInstance(this, 'Instance', {
      instanceIdentifier: platform.id,
      databaseName: database.name,
      engine,
      parameterGroup: new ParameterGroup(this, 'Parameters', {
        engine,
        description: `${platform.id}: MariaDB as DMS needs it`,
        parameters: PARAMETERS,
      }),
      instanceType: new InstanceType(database.instanceClass.replace('db.', '')),
      allocatedStorage: database.storageGiB,
      maxAllocatedStorage: database.storageGiB * 4,
      storageType: StorageType.GP3,
      storageEncrypted: true,
      multiAz: database.multiAz,
      vpc,
      vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
      securityGroups: [this.securityGroup],
      port: DATABASE_PORT,
      // RDS makes the password, keeps it in Secrets Manager and changes it every week.
      credentials: Credentials.fromUsername('admin'),
      manageMasterUserPassword: true,
      // The one whose root DMS gets: see `rdsCertificate`.
      caCertificate: CaCertificate.RDS_CA_RSA2048_G1,
      backupRetention: Duration.days(database.backupRetentionDays),
      copyTagsToSnapshot: true,
      cloudwatchLogsExports: ['error', 'slowquery'],
      autoMinorVersionUpgrade: true,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.SNAPSHOT,
    });
    if (!database.multiAz) {
      acknowledge(
        this.instance,
        'data.database.multiAz is off: the on-prem site is the second place of the data',
        'RDS3',
      );
    }
    if (database.backupRetentionDays === 0) {
      acknowledge(
        this.instance,
        'data.database.backupRetentionDays is 0: whoever configured it keeps no data here that is worth a backup',
        'RDS13',
      );
    }
    acknowledge(
      this.instance,
      'The port is no secret, and both sites and DMS expect it; the security group keeps others out',
      'RDS11',
    );
  }
}
