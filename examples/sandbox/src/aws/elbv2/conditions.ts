import type { RuleCondition as RuleConditionIn } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { RuleCondition } from '../../model';
import { AwsError } from '../../wire';
import { validationError } from './errors';

const limits = { 'host-header': 128, 'path-pattern': 128 };
const otherFields = [
  'http-header',
  'http-request-method',
  'query-string',
  'source-ip',
];

/**
 * Reads the conditions of a rule: the two kinds that a hybrid platform uses.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RuleCondition.html
 */
export function readConditions(given: RuleConditionIn[]): RuleCondition[] {
  if (given.length === 0) {
    throw validationError('A rule must have at least one condition');
  }
  const conditions = given.map(readCondition);
  const values = conditions.reduce((sum, { values: v }) => sum + v.length, 0);
  if (values > 5) {
    throw validationError('Rules can have a maximum of 5 condition values');
  }
  const fields = conditions.map(({ field }) => field);
  if (new Set(fields).size < fields.length) {
    throw validationError(`A rule can only have one '${fields[0]}' condition`);
  }
  return conditions;
}

function readCondition(condition: RuleConditionIn): RuleCondition {
  const field = condition.Field;
  if (field !== 'host-header' && field !== 'path-pattern') {
    throw otherFields.includes(field ?? '')
      ? new AwsError(
          'UnsupportedOperation',
          `The sandbox's load balancer does not evaluate '${field}' conditions`,
        )
      : validationError(
          `Condition field '${field}' must be one of '[host-header, path-pattern, ${otherFields.join(
            ', ',
          )}]'`,
        );
  }
  const config =
    field === 'host-header'
      ? condition.HostHeaderConfig?.Values
      : condition.PathPatternConfig?.Values;
  if (
    config?.length &&
    condition.Values?.length &&
    !same(config, condition.Values)
  ) {
    throw validationError(
      `You cannot specify both Values and the configuration of a '${field}' condition`,
    );
  }
  const values = config ?? condition.Values ?? [];
  if (values.length === 0) {
    throw validationError(`A condition value must be specified for '${field}'`);
  }
  for (const value of values) {
    if (value.length < 1 || value.length > limits[field]) {
      throw validationError(
        `Condition value '${value.slice(0, 40)}' must have 1 to ${
          limits[field]
        } characters`,
      );
    }
  }
  return { field, values: [...values] };
}

function same(a: string[], b: string[]) {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}
