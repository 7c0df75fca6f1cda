import {
  DescribeTargetHealthCommand,
  type TargetHealthReasonEnum,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError, on } from '../../wire';
import type { WorldOf } from '../worlds';
import { findAll, isUsed } from './find';

/**
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTargetHealth.html
 */
export const targetHealthOperation = (worldOf: WorldOf) =>
  on(DescribeTargetHealthCommand)((input, call) => {
    const { loadBalancing } = worldOf(call);
    const [group] = findAll(
      loadBalancing.targetGroups,
      [input.TargetGroupArn ?? ''],
      'TargetGroupNotFound',
    );
    const inUse = isUsed(loadBalancing, group.arn);
    const wanted =
      input.Targets ??
      group.targets.map(({ id, port }) => ({ Id: id, Port: port }));
    return {
      TargetHealthDescriptions: wanted.map(({ Id, Port = group.port }) => {
        if (!isIpAddress(Id ?? '')) {
          throw new AwsError(
            'InvalidTarget',
            `The following targets are not valid IP addresses: '${Id}'`,
          );
        }
        const target = group.targets.find(
          ({ id, port }) => id === Id && port === Port,
        );
        return {
          Target: { Id, Port, AvailabilityZone: target?.availabilityZone },
          HealthCheckPort: String(Port),
          TargetHealth: health(target, inUse),
        };
      }),
    };
  });

function health(
  target: { state: string; reason?: string; description?: string } | undefined,
  inUse: boolean,
) {
  if (!target) {
    return {
      State: 'unused' as const,
      Reason: 'Target.NotRegistered' as const,
      Description: 'Target is not registered to the target group',
    };
  }
  if (!inUse) {
    return {
      State: 'unused' as const,
      Reason: 'Target.NotInUse' as const,
      Description:
        'Target group is not configured to receive traffic from the load balancer',
    };
  }
  return {
    State: target.state as 'healthy',
    Reason: target.reason as TargetHealthReasonEnum | undefined,
    Description: target.description,
  };
}

function isIpAddress(id: string) {
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(id);
}
