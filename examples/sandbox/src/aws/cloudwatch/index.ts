import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { defineService } from '../../wire';
import type { WorldOf } from '../worlds';
import { alarmOperations } from './alarms';
import { getMetricDataOperation } from './getMetricData';
import { putMetricDataOperation } from './putMetricData';

/** CloudWatch, which speaks JSON, CBOR and the query protocol alike. */
export const cloudWatch = (worldOf: WorldOf) =>
  defineService({
    client: new CloudWatchClient({ region: 'us-east-1' }),
    operations: [
      ...alarmOperations(worldOf),
      getMetricDataOperation(worldOf),
      putMetricDataOperation(worldOf),
    ],
    errors: {
      throttled: { code: 'Throttling', status: 400 },
      missing: { code: 'ValidationError', status: 400 },
    },
  });
