/** ELBv2: one load balancer, its listeners, rules and target groups, by ARN. */
export interface LoadBalancing {
  readonly loadBalancers: Map<string, LoadBalancer>;
  readonly listeners: Map<string, Listener>;
  readonly rules: Map<string, Rule>;
  readonly targetGroups: Map<string, TargetGroup>;
}

export interface LoadBalancer {
  arn: string;
  name: string;
  dnsName: string;
  canonicalHostedZoneId: string;
  vpcId: string;
  createdTime: number;
}

export interface Listener {
  arn: string;
  loadBalancerArn: string;
  protocol: 'HTTP' | 'HTTPS';
  port: number;
}

export interface Rule {
  arn: string;
  listenerArn: string;
  /** 1–50000, or `default`, which ModifyRule refuses. */
  priority: number | 'default';
  conditions: RuleCondition[];
  actions: RuleAction[];
}

export type RuleCondition =
  | { field: 'host-header'; values: string[] }
  | { field: 'path-pattern'; values: string[] };

/**
 * In the order in which ELB keeps them. `settings` of the authenticate actions are kept as
 * the API gave them, but a client secret never leaves the sandbox.
 */
export type RuleAction =
  | {
      type: 'forward';
      order: number;
      targetGroups: { arn: string; weight: number }[];
      stickiness: { enabled: boolean; durationSeconds?: number };
    }
  | {
      type: 'fixed-response';
      order: number;
      statusCode: string;
      contentType?: string;
      messageBody?: string;
    }
  | {
      type: 'authenticate-oidc' | 'authenticate-cognito' | 'redirect';
      order: number;
      settings: Record<string, unknown>;
    };

export interface TargetGroup {
  arn: string;
  name: string;
  protocol: 'HTTP' | 'HTTPS';
  port: number;
  vpcId: string;
  targetType: 'ip';
  healthCheck: HealthCheckSettings;
  targets: Target[];
}

export interface HealthCheckSettings {
  path: string;
  intervalSeconds: number;
  timeoutSeconds: number;
  healthyThreshold: number;
  unhealthyThreshold: number;
  matcher: string;
}

export interface Target {
  /** An IP address. */
  id: string;
  port: number;
  availabilityZone: string;
  state: 'initial' | 'healthy' | 'unhealthy' | 'unused' | 'draining';
  /** ELB's reason code, such as `Target.FailedHealthChecks`; absent when healthy. */
  reason?: string;
  description?: string;
}
