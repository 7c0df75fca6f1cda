import type {
  Action,
  RuleCondition as RuleConditionOut,
  Rule as RuleOut,
  TargetGroup as TargetGroupOut,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Rule, RuleAction, RuleCondition, TargetGroup } from '../../model';

/*
 * How ELBv2 writes rules and target groups, which is not how they were given to it:
 * a forward action always has a ForwardConfig, and its TargetGroupArn only when there is
 * one group; a host or path condition has its values twice.
 */

/** Where each kind of action keeps its settings in the API. */
export const settingsMember = {
  'authenticate-oidc': 'AuthenticateOidcConfig',
  'authenticate-cognito': 'AuthenticateCognitoConfig',
  redirect: 'RedirectConfig',
} as const;

export const renderRule = (rule: Rule): RuleOut => ({
  RuleArn: rule.arn,
  Priority: String(rule.priority),
  Conditions: rule.conditions.map(renderCondition),
  Actions: rule.actions.map(renderAction),
  IsDefault: rule.priority === 'default',
});

function renderCondition({ field, values }: RuleCondition): RuleConditionOut {
  const config = { Values: [...values] };
  return {
    Field: field,
    Values: [...values],
    ...(field === 'host-header'
      ? { HostHeaderConfig: config }
      : { PathPatternConfig: config }),
  };
}

export function renderAction(action: RuleAction): Action {
  switch (action.type) {
    case 'forward': {
      const groups = action.targetGroups.map(({ arn, weight }) => ({
        TargetGroupArn: arn,
        Weight: weight,
      }));
      return {
        Type: 'forward',
        Order: action.order,
        TargetGroupArn:
          groups.length === 1 ? groups[0]!.TargetGroupArn : undefined,
        ForwardConfig: {
          TargetGroups: groups,
          TargetGroupStickinessConfig: {
            Enabled: action.stickiness.enabled,
            DurationSeconds: action.stickiness.durationSeconds,
          },
        },
      };
    }
    case 'fixed-response':
      return {
        Type: 'fixed-response',
        Order: action.order,
        FixedResponseConfig: {
          StatusCode: action.statusCode,
          ContentType: action.contentType,
          MessageBody: action.messageBody,
        },
      };
    default:
      return {
        Type: action.type,
        Order: action.order,
        [settingsMember[action.type]]: withoutSecret(action.settings),
      };
  }
}

/** ELB never gives a client secret back, nor the switch that keeps it. */
function withoutSecret({
  ClientSecret: _secret,
  UseExistingClientSecret: _use,
  ...settings
}: Record<string, unknown>) {
  return settings;
}

export const renderTargetGroup = (
  group: TargetGroup,
  loadBalancerArns: string[],
): TargetGroupOut => ({
  TargetGroupArn: group.arn,
  TargetGroupName: group.name,
  Protocol: group.protocol,
  ProtocolVersion: 'HTTP1',
  Port: group.port,
  VpcId: group.vpcId,
  TargetType: group.targetType,
  IpAddressType: 'ipv4',
  HealthCheckEnabled: true,
  HealthCheckProtocol: group.protocol,
  HealthCheckPort: 'traffic-port',
  HealthCheckPath: group.healthCheck.path,
  HealthCheckIntervalSeconds: group.healthCheck.intervalSeconds,
  HealthCheckTimeoutSeconds: group.healthCheck.timeoutSeconds,
  HealthyThresholdCount: group.healthCheck.healthyThreshold,
  UnhealthyThresholdCount: group.healthCheck.unhealthyThreshold,
  Matcher: { HttpCode: group.healthCheck.matcher },
  LoadBalancerArns: loadBalancerArns,
});
