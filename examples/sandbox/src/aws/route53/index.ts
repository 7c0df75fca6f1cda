import { Route53Client } from '@aws-sdk/client-route-53';
import type { World } from '../../model';
import { defineService } from '../../wire';
import { changeOperation } from './changes';
import { healthCheckOperation } from './healthChecks';
import { zoneOperations } from './zones';

/** Route 53, which is global: it answers the same whatever Region signs. */
export const route53 = (world: World) =>
  defineService({
    client: new Route53Client({ region: 'us-east-1' }),
    operations: [
      ...zoneOperations(world),
      changeOperation(world),
      healthCheckOperation(world),
    ],
    errors: {
      throttled: { code: 'Throttling', status: 400 },
      missing: { code: 'InvalidInput', status: 400 },
      malformed: { code: 'InvalidInput', status: 400 },
    },
  });
