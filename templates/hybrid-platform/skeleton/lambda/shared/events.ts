/** What CloudWatch tells a Lambda function about an alarm's change of state. */
export interface AlarmChange {
  arn: string;
  name: string;
  state: string;
}

/** The alarm that an event is about; undefined for any other event. */
export function parseAlarmEvent(event: unknown): AlarmChange | undefined {
  const { alarmArn, alarmData } = (event ?? {}) as {
    alarmArn?: unknown;
    alarmData?: { alarmName?: unknown; state?: { value?: unknown } };
  };
  const name = alarmData?.alarmName;
  const state = alarmData?.state?.value;
  if (
    typeof alarmArn !== 'string' ||
    typeof name !== 'string' ||
    typeof state !== 'string'
  ) {
    return undefined;
  }
  return { arn: alarmArn, name, state };
}

/** The one alarm whose ALARM state means that a service's on-prem site is down. */
export function onPremAlarmName(platform: string, service: string): string {
  return `${platform}-${service}-on-prem-unhealthy`;
}
