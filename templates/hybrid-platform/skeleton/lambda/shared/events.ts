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

const ON_PREM_ALARM = '-on-prem-unhealthy';

/**
 * The service whose on-prem site is down when the alarm of this name is in ALARM; undefined for
 * any other alarm. The name is fixed, and there at once; the alarm's tags come to the tag index later.
 */
export function serviceOfOnPremAlarm(
  platform: string,
  name: string,
): string | undefined {
  const prefix = `${platform}-`;
  if (!name.startsWith(prefix) || !name.endsWith(ON_PREM_ALARM)) {
    return undefined;
  }
  return name.slice(prefix.length, -ON_PREM_ALARM.length) || undefined;
}
