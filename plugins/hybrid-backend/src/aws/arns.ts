/*
 * The parts of AWS's ARNs that other AWS APIs ask for.
 */

/** `arn:…:listener-rule/app/x/1/2/3` → `arn:…:listener/app/x/1/2`. */
export function listenerOfRule(ruleArn: string): string {
  return ruleArn
    .replace(':listener-rule/', ':listener/')
    .replace(/\/[^/]+$/, '');
}

/** The name of a rule's load balancer: `x`. */
export function loadBalancerName(ruleArn: string): string {
  return ruleArn.split(':listener-rule/')[1].split('/')[1];
}

/** The `LoadBalancer` dimension of a rule's metrics: `app/x/1`. */
export function loadBalancerDimensionOfRule(ruleArn: string): string {
  return ruleArn.split(':listener-rule/')[1].split('/').slice(0, 3).join('/');
}

/** The `TargetGroup` dimension: `targetgroup/x/1`. */
export function targetGroupDimension(targetGroupArn: string): string {
  return targetGroupArn.slice(targetGroupArn.indexOf(':targetgroup/') + 1);
}

export function alarmName(alarmArn: string): string {
  return alarmArn.slice(alarmArn.indexOf(':alarm:') + ':alarm:'.length);
}

/** The last part of a DMS ARN, which CloudWatch knows a task by. */
export function dmsResourceId(arn: string): string {
  return arn.slice(arn.lastIndexOf(':') + 1);
}

export const isListenerRule = (arn: string) => arn.includes(':listener-rule/');
export const isListener = (arn: string) => arn.includes(':listener/');
export const isTargetGroup = (arn: string) => arn.includes(':targetgroup/');
export const isAlarm = (arn: string) =>
  arn.startsWith('arn:') && arn.split(':')[2] === 'cloudwatch';
export const isLoadBalancer = (arn: string) => arn.includes(':loadbalancer/');
export const isReplicationTask = (arn: string) => isOf(arn, 'dms', 'task');
/** A DMS task, or the configuration of a serverless replication. */
export const isReplication = (arn: string) =>
  isReplicationTask(arn) || isOf(arn, 'dms', 'replication-config');
export const isReplicationEndpoint = (arn: string) =>
  isOf(arn, 'dms', 'endpoint');
export const isDatabaseInstance = (arn: string) => isOf(arn, 'rds', 'db');
export const isHostedZone = (arn: string) => arn.includes(':hostedzone/');

function isOf(arn: string, service: string, kind: string): boolean {
  const parts = arn.split(':');
  return parts[2] === service && parts[5] === kind;
}
