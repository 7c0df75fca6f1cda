import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { LoadBalancing, Rule, RuleAction } from '../../model';
import { AwsError } from '../../wire';
import { validationError } from './errors';
import { readForward } from './forward';
import { settingsMember } from './render';

const finalTypes = ['forward', 'fixed-response', 'redirect'];
const types = [...finalTypes, 'authenticate-oidc', 'authenticate-cognito'];

/**
 * Reads a rule's actions: any number that authenticate, then exactly one that answers.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Action.html
 */
export function readActions(
  given: Action[],
  rule: Rule,
  loadBalancing: LoadBalancing,
): RuleAction[] {
  if (given.length === 0) {
    throw validationError('A rule must have at least one action');
  }
  const ordered = inOrder(given);
  const actions = ordered.map(({ action, order }) =>
    readAction(action, order, rule, loadBalancing),
  );
  const last = actions[actions.length - 1]!;
  const final = actions.filter(({ type }) => finalTypes.includes(type));
  if (final.length !== 1 || final[0] !== last) {
    throw new AwsError(
      'InvalidLoadBalancerAction',
      "A rule must have exactly one action of type 'forward', 'redirect' or 'fixed-response', and it must be the last action to be performed",
    );
  }
  return actions;
}

function inOrder(given: Action[]) {
  for (const { Type } of given) {
    if (!types.includes(Type ?? '')) {
      throw validationError(
        `1 validation error detected: Value '${Type}' at 'actions.1.member.type' failed to satisfy constraint: Member must satisfy enum value set: [${types.join(
          ', ',
        )}]`,
      );
    }
  }
  if (given.length > 1 && given.some(({ Order }) => Order === undefined)) {
    throw validationError('You must specify an order for each action');
  }
  const ordered = given
    .map(action => ({ action, order: action.Order ?? 1 }))
    .sort((a, b) => a.order - b.order);
  if (new Set(ordered.map(({ order }) => order)).size < ordered.length) {
    throw validationError('The order of each action must be unique');
  }
  const wrong = ordered.find(
    ({ order }) => !Number.isInteger(order) || order < 1 || order > 50_000,
  );
  if (wrong) {
    throw validationError(
      `Action order '${wrong.order}' must be between 1 and 50000`,
    );
  }
  return ordered;
}

function readAction(
  action: Action,
  order: number,
  rule: Rule,
  loadBalancing: LoadBalancing,
): RuleAction {
  switch (action.Type) {
    case 'forward':
      return readForward(action, order, rule, loadBalancing);
    case 'fixed-response':
      return readFixedResponse(action, order);
    default:
      return readOther(action, order, rule, loadBalancing);
  }
}

function readFixedResponse(action: Action, order: number): RuleAction {
  const { StatusCode, ContentType, MessageBody } =
    action.FixedResponseConfig ?? {};
  if (!/^[245]\d\d$/.test(StatusCode ?? '')) {
    throw validationError(
      `Status code '${StatusCode}' of a fixed response must be 2XX, 4XX or 5XX`,
    );
  }
  if ((MessageBody?.length ?? 0) > 1024) {
    throw validationError(
      'The message body of a fixed response can have at most 1024 characters',
    );
  }
  return {
    type: 'fixed-response',
    order,
    statusCode: StatusCode!,
    contentType: ContentType,
    messageBody: MessageBody,
  };
}

function readOther(
  action: Action,
  order: number,
  rule: Rule,
  loadBalancing: LoadBalancing,
): RuleAction {
  const type = action.Type as keyof typeof settingsMember;
  const settings = action[settingsMember[type]] as
    | Record<string, unknown>
    | undefined;
  if (!settings) {
    throw validationError(
      `An action of type '${type}' needs ${settingsMember[type]}`,
    );
  }
  const listener = loadBalancing.listeners.get(rule.listenerArn);
  if (type !== 'redirect' && listener?.protocol !== 'HTTPS') {
    throw new AwsError(
      'InvalidLoadBalancerAction',
      `Actions of type '${type}' are supported on HTTPS listeners only`,
    );
  }
  return {
    type,
    order,
    settings:
      type === 'authenticate-oidc' ? withSecret(settings, rule) : settings,
  };
}

/**
 * DescribeRules never shows the client secret, so whoever writes a rule back says
 * UseExistingClientSecret instead of giving it.
 */
function withSecret(settings: Record<string, unknown>, rule: Rule) {
  const { UseExistingClientSecret, ...rest } = settings;
  const existing = rule.actions.find(
    ({ type }) => type === 'authenticate-oidc',
  );
  if (!UseExistingClientSecret) {
    if (rest.ClientSecret) return rest;
    throw validationError(
      'You must specify ClientSecret, or UseExistingClientSecret when modifying a rule',
    );
  }
  if (rest.ClientSecret || existing?.type !== 'authenticate-oidc') {
    throw validationError(
      'UseExistingClientSecret can be set only when the rule has an authenticate-oidc action, and without ClientSecret',
    );
  }
  return { ...rest, ClientSecret: existing.settings.ClientSecret };
}
