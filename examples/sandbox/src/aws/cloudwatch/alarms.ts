import {
  DescribeAlarmsCommand,
  SetAlarmStateCommand,
  type DescribeAlarmsInput,
} from '@aws-sdk/client-cloudwatch';
import {
  readAlarmRule,
  type AlarmStore,
  type AnyAlarm,
  type CompositeAlarm,
} from '../../model';
import { AwsError, on } from '../../wire';
import { byString, page } from '../paging';
import type { WorldOf } from '../worlds';
import { invalidNextToken, validationError } from './errors';
import { renderAlarm, renderComposite } from './renderAlarm';

const states = ['OK', 'ALARM', 'INSUFFICIENT_DATA'];

/**
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_SetAlarmState.html
 */
export const alarmOperations = (worldOf: WorldOf) => [
  on(DescribeAlarmsCommand)((input, call) => {
    check(input);
    const { items, next } = page(choose(worldOf(call).alarms, input), {
      key: ({ name }) => name,
      size: input.MaxRecords ?? 50,
      token: input.NextToken,
      invalid: invalidNextToken,
    });
    return {
      MetricAlarms: items.flatMap(alarm =>
        isComposite(alarm) ? [] : [renderAlarm(alarm)],
      ),
      CompositeAlarms: items.filter(isComposite).map(renderComposite),
      NextToken: next,
    };
  }),

  on(SetAlarmStateCommand)((input, call) => {
    const { alarms } = worldOf(call);
    checkState(input.StateValue);
    if ((input.StateReason ?? '').length > 1023) {
      throw validationError('StateReason can have at most 1023 characters');
    }
    if (input.StateReasonData !== undefined && !isJson(input.StateReasonData)) {
      throw new AwsError('InvalidFormat', 'StateReasonData was not valid JSON');
    }
    const name = input.AlarmName ?? '';
    if (!alarms.alarms.has(name) && !alarms.composites.has(name)) {
      throw new AwsError(
        'ResourceNotFound',
        `Unknown alarm ${input.AlarmName}`,
      );
    }
    alarms.setState(input.AlarmName!, input.StateValue!, input.StateReason!);
    return {};
  }),
];

function check(input: DescribeAlarmsInput) {
  const {
    MaxRecords,
    AlarmNames = [],
    AlarmNamePrefix,
    AlarmTypes = [],
  } = input;
  if (
    MaxRecords !== undefined &&
    (!Number.isInteger(MaxRecords) || MaxRecords < 1 || MaxRecords > 100)
  ) {
    throw validationError(
      `1 validation error detected: Value '${MaxRecords}' at 'maxRecords' failed to satisfy constraint: Member must have value between 1 and 100`,
    );
  }
  if (AlarmNames.length > 100) {
    throw validationError('At most 100 alarm names can be given');
  }
  if (AlarmNames.length > 0 && AlarmNamePrefix !== undefined) {
    throw validationError(
      'AlarmNames and AlarmNamePrefix cannot be specified together',
    );
  }
  const wrong = AlarmTypes.find(
    type => type !== 'MetricAlarm' && type !== 'CompositeAlarm',
  );
  if (wrong !== undefined) {
    throw validationError(
      `The alarm type '${wrong}' must be one of [MetricAlarm, CompositeAlarm]`,
    );
  }
  if (input.StateValue !== undefined) checkState(input.StateValue);
}

function checkState(state: string | undefined) {
  if (!states.includes(state ?? '')) {
    throw validationError(
      `1 validation error detected: Value '${state}' at 'stateValue' failed to satisfy constraint: Member must satisfy enum value set: [${states.join(
        ', ',
      )}]`,
    );
  }
}

/** Unless they are asked for, CloudWatch tells nothing of composite alarms. */
function choose(
  { alarms, composites }: AlarmStore,
  input: DescribeAlarmsInput,
): AnyAlarm[] {
  const types = input.AlarmTypes?.length ? input.AlarmTypes : ['MetricAlarm'];
  const known = new Map<string, AnyAlarm>([
    ...(types.includes('MetricAlarm') ? alarms : []),
    ...(types.includes('CompositeAlarm') ? composites : []),
  ]);
  const candidates = (
    input.AlarmNames?.length
      ? [...new Set(input.AlarmNames)].flatMap(name => known.get(name) ?? [])
      : [...known.values()]
  ).filter(alarm => isRelated(alarm, composites, input));
  const { AlarmNamePrefix = '', StateValue, ActionPrefix } = input;
  return candidates
    .filter(
      alarm =>
        alarm.name.startsWith(AlarmNamePrefix) &&
        (StateValue === undefined || alarm.state === StateValue) &&
        (ActionPrefix === undefined ||
          [...alarm.alarmActions, ...alarm.okActions].some(action =>
            action.startsWith(ActionPrefix),
          )),
    )
    .sort(byString(({ name }) => name));
}

function isRelated(
  alarm: AnyAlarm,
  composites: AlarmStore['composites'],
  { ChildrenOfAlarmName, ParentsOfAlarmName }: DescribeAlarmsInput,
): boolean {
  if (ChildrenOfAlarmName !== undefined) {
    const parent = composites.get(ChildrenOfAlarmName);
    return parent !== undefined && watches(parent, alarm.name);
  }
  return (
    ParentsOfAlarmName === undefined ||
    (isComposite(alarm) && watches(alarm, ParentsOfAlarmName))
  );
}

function watches({ rule }: CompositeAlarm, name: string): boolean {
  return readAlarmRule(rule).children.some(
    child => child === name || child.endsWith(`:alarm:${name}`),
  );
}

function isComposite(alarm: AnyAlarm): alarm is CompositeAlarm {
  return 'rule' in alarm;
}

function isJson(text: string) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
