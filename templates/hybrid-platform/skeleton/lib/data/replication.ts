import { Tags } from 'aws-cdk-lib';
import {
  CfnReplicationConfig,
  CfnReplicationInstance,
  CfnReplicationSubnetGroup,
  CfnReplicationTask,
} from 'aws-cdk-lib/aws-dms';
import { Peer, Port, SecurityGroup, type IVpc } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { onPremDatabaseOf, type PlatformConfig } from '../config';
import { systemRef, TAGS, type Site } from '../tags';
import { DATABASE_PORT, type Database } from './database';
import { DmsEndpoints } from './dms-endpoints';
import { DmsSecrets } from './dms-secrets';
import { DmsServiceRoles } from './dms-service-roles';
import { TASK_SETTINGS, tableMappings } from './dms-settings';

type ReplicationSettings = NonNullable<PlatformConfig['data']['replication']>;

interface ReplicationProps {
  platform: PlatformConfig;
  settings: ReplicationSettings;
  vpc: IVpc;
  database: Database;
}

/** Keeps the databases of both sites in step, in one direction. It is started by hand. */
export class Replication extends Construct {
  /** The last part of the ARN of what replicates, which CloudWatch knows it by. */
  readonly resourceId: string;

  constructor(scope: Construct, id: string, props: ReplicationProps) {
    super(scope, id);
    const { platform, settings, vpc, database } = props;
    const [from, to]: [Site, Site] =
      settings.direction === 'aws-to-on-prem'
        ? ['aws', 'on-prem']
        : ['on-prem', 'aws'];
    const onPrem = onPremDatabaseOf(platform);
    const secrets = new DmsSecrets(this, 'Secrets', {
      platformId: platform.id,
      region: platform.region,
      databases: {
        aws: {
          host: database.instance.dbInstanceEndpointAddress,
          port: DATABASE_PORT,
        },
        'on-prem': { host: onPrem.address, port: onPrem.port },
      },
    });
    const endpoints = new DmsEndpoints(this, 'Endpoints', {
      platform,
      from,
      to,
      secrets,
    });
    const subnetGroup = new CfnReplicationSubnetGroup(this, 'Subnets', {
      replicationSubnetGroupIdentifier: `${platform.id}-replication`,
      replicationSubnetGroupDescription: `${platform.id}: private subnets`,
      subnetIds: vpc.privateSubnets.map(subnet => subnet.subnetId),
    });
    if (settings.createServiceRoles) {
      subnetGroup.node.addDependency(new DmsServiceRoles(this, 'ServiceRoles'));
    }
    const network = {
      subnetGroupId: subnetGroup.ref,
      securityGroupIds: [this.makeSecurityGroup(vpc, platform).securityGroupId],
    };
    // Identifier and resource id are the same: CloudWatch, the console and the ARN agree.
    this.resourceId = `${platform.id}-${from}-to-${to}`;
    const replicating =
      settings.mode === 'serverless'
        ? this.makeServerless(props, endpoints, network)
        : this.makeTask(props, endpoints, network);
    // Whoever may control this entity in Backstage may start and stop the replication.
    Tags.of(replicating).add(TAGS.entity, systemRef(platform.id));
  }

  private makeTask(
    { platform, settings }: ReplicationProps,
    endpoints: DmsEndpoints,
    network: { subnetGroupId: string; securityGroupIds: string[] },
  ) {
    const instance = new CfnReplicationInstance(this, 'Instance', {
      replicationInstanceIdentifier: `${platform.id}-replication`,
      replicationInstanceClass: settings.instanceClass,
      allocatedStorage: 50,
      multiAz: false,
      publiclyAccessible: false,
      autoMinorVersionUpgrade: true,
      replicationSubnetGroupIdentifier: network.subnetGroupId,
      vpcSecurityGroupIds: network.securityGroupIds,
    });
    return new CfnReplicationTask(this, 'Task', {
      replicationTaskIdentifier: this.resourceId,
      resourceIdentifier: this.resourceId,
      migrationType: 'full-load-and-cdc',
      replicationInstanceArn: instance.ref,
      sourceEndpointArn: endpoints.sourceArn,
      targetEndpointArn: endpoints.targetArn,
      tableMappings: JSON.stringify(tableMappings(platform.data.database.name)),
      replicationTaskSettings: JSON.stringify(TASK_SETTINGS),
    });
  }

  private makeServerless(
    { platform, settings }: ReplicationProps,
    endpoints: DmsEndpoints,
    network: { subnetGroupId: string; securityGroupIds: string[] },
  ) {
    return new CfnReplicationConfig(this, 'Config', {
      replicationConfigIdentifier: this.resourceId,
      resourceIdentifier: this.resourceId,
      replicationType: 'full-load-and-cdc',
      sourceEndpointArn: endpoints.sourceArn,
      targetEndpointArn: endpoints.targetArn,
      computeConfig: {
        minCapacityUnits: 1,
        maxCapacityUnits: settings.maxCapacityUnits,
        multiAz: false,
        replicationSubnetGroupId: network.subnetGroupId,
        vpcSecurityGroupIds: network.securityGroupIds,
      },
      // Objects here, text in a task.
      tableMappings: tableMappings(platform.data.database.name),
      replicationSettings: TASK_SETTINGS,
    });
  }

  private makeSecurityGroup(vpc: IVpc, platform: PlatformConfig) {
    const group = new SecurityGroup(this, 'SecurityGroup', {
      vpc,
      description: 'DMS: to both databases and to AWS',
      allowAllOutbound: false,
    });
    const onPrem = onPremDatabaseOf(platform);
    group.addEgressRule(
      Peer.ipv4(`${onPrem.address}/32`),
      Port.tcp(onPrem.port),
      'MariaDB on-prem',
    );
    group.addEgressRule(
      Peer.ipv4(platform.network.vpcCidr),
      Port.tcp(DATABASE_PORT),
      'MariaDB on RDS',
    );
    group.addEgressRule(
      Peer.anyIpv4(),
      Port.tcp(443),
      'Secrets Manager, CloudWatch Logs and S3',
    );
    return group;
  }
}
