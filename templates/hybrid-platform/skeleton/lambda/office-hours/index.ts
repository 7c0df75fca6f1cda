import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { EC2Client } from '@aws-sdk/client-ec2';
import { EKSClient } from '@aws-sdk/client-eks';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { createContext } from '../shared/context';
import { REQUEST_HANDLER } from '../shared/requestHandler';
import { capacityAlarms, officeHoursTags, nodes } from './aws';
import { close } from './close';
import { open } from './open';
import type { OfficeHoursContext } from './ports';

/** A call that is not answered is tried again, and leaves time for the rest. */
const CLIENT_CONFIG = { requestHandler: REQUEST_HANDLER };

/** Left for the last calls after the waiting has ended. */
const RESERVE_MS = 60_000;

/** Opens the cluster in the morning and closes it in the evening. */
export async function handler(
  event: { action?: unknown },
  lambda: { getRemainingTimeInMillis(): number },
) {
  const context = createOfficeHoursContext(
    Date.now() + lambda.getRemainingTimeInMillis() - RESERVE_MS,
  );
  switch (event.action) {
    case 'close':
      return { closed: await close(context) };
    case 'open':
      await open(context);
      return { open: true };
    default:
      throw new Error(
        `action is ${JSON.stringify(event.action)}: it must be open or close`,
      );
  }
}

function createOfficeHoursContext(deadline: number): OfficeHoursContext {
  const context = createContext('office-hours');
  const { platform } = context;
  const sns = new SNSClient(CLIENT_CONFIG);
  return {
    ...context,
    tags: officeHoursTags(new ElasticLoadBalancingV2Client(CLIENT_CONFIG)),
    nodes: nodes(
      required('CLUSTER_NAME'),
      required('SYSTEM_NODE_GROUP'),
      new EKSClient(CLIENT_CONFIG),
      new EC2Client(CLIENT_CONFIG),
    ),
    alarms: capacityAlarms(platform, new CloudWatchClient(CLIENT_CONFIG)),
    notify: async (Subject, Message) => {
      const TopicArn = required('TOPIC_ARN');
      await sns.send(new PublishCommand({ TopicArn, Subject, Message }));
    },
    systemNodeCount: Number(required('SYSTEM_NODE_COUNT')),
    replicas: new Map(
      Object.entries(
        JSON.parse(required('REPLICAS')) as Record<string, number>,
      ),
    ),
    deadline,
  };
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}
