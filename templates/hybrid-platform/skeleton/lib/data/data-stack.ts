import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { Config } from '../config';
import { PlatformStack } from '../platform-stack';
import { DataAlarms } from './data-alarms';
import { Database } from './database';
import { Replication } from './replication';

interface DataStackProps {
  vpc: IVpc;
  topic: ITopic;
}

/** MariaDB on AWS, and what keeps it in step with the one on-prem. */
export class DataStack extends PlatformStack {
  constructor(
    scope: Construct,
    id: string,
    config: Config,
    { vpc, topic }: DataStackProps,
  ) {
    super(scope, id, config, 'MariaDB and its replication');
    const { platform } = this;
    const database = new Database(this, 'Database', { platform, vpc });
    const settings = platform.data.replication;
    const replication = settings?.enabled
      ? new Replication(this, 'Replication', {
          platform,
          settings,
          vpc,
          database,
        })
      : undefined;
    new DataAlarms(this, 'Alarms', {
      platform,
      database,
      replication,
      topic,
    });
  }
}
