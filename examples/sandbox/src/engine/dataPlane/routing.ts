import type {
  LoadBalancing,
  Rule,
  RuleAction,
  RuleCondition,
  Target,
  TargetGroup,
} from '../../model';
import { stickyCookies, stuckTo } from './stickiness';

/** What a request is routed by. */
export interface RoutedRequest {
  /** Which listener it came to. */
  listenerArn: string;
  host: string;
  path: string;
  /** Its `Cookie` header. */
  cookies?: string;
  /** Milliseconds since the epoch. */
  at: number;
}

/** What the load balancer does with a request. */
export type Route =
  | {
      kind: 'forward';
      rule: Rule;
      group: TargetGroup;
      target: Target;
      /** What binds the client to the group from now on. */
      cookies: string[];
    }
  | { kind: 'no-target'; rule: Rule; group?: TargetGroup; why: string }
  | { kind: 'action'; rule: Rule; action: RuleAction }
  | { kind: 'no-rule' };

/** Chooses among things of equal standing: the turn of a target group's targets. */
export type Turn = (groupArn: string, candidates: number) => number;

/**
 * Decides where a request goes by what the world holds at this moment, so that a changed
 * weight counts from the next request on. Sign-in actions let everybody pass.
 */
export function route(
  state: Pick<LoadBalancing, 'rules' | 'targetGroups'>,
  request: RoutedRequest,
  random: () => number,
  turn: Turn,
): Route {
  const rule = matchRule(state.rules.values(), request);
  if (!rule) return { kind: 'no-rule' };
  const action = [...rule.actions]
    .sort((a, b) => a.order - b.order)
    .find(each => !each.type.startsWith('authenticate-'));
  if (!action) return { kind: 'no-rule' };
  if (action.type !== 'forward') return { kind: 'action', rule, action };

  const stuck = stuckTo(action, request.cookies, request.at);
  const arn = stuck ?? chooseByWeight(action.targetGroups, random);
  if (!arn) {
    return {
      kind: 'no-target',
      rule,
      why: 'every target group of the rule has weight 0',
    };
  }
  const group = state.targetGroups.get(arn);
  const targets = group ? servingTargets(group) : [];
  if (!group || targets.length === 0) {
    return {
      kind: 'no-target',
      rule,
      group,
      why: 'the target group has no registered target',
    };
  }
  const target = targets[turn(arn, targets.length)];
  const cookies = stuck ? [] : stickyCookies(action, arn, request.at);
  return { kind: 'forward', rule, group, target, cookies };
}

/** The rule of the listener with the lowest priority number that matches; the default comes last. */
export function matchRule(
  rules: Iterable<Rule>,
  request: Pick<RoutedRequest, 'listenerArn' | 'host' | 'path'>,
): Rule | undefined {
  let best: Rule | undefined;
  for (const rule of rules) {
    if (rule.listenerArn !== request.listenerArn) continue;
    if (best && priority(best) <= priority(rule)) continue;
    if (rule.conditions.every(condition => matches(condition, request))) {
      best = rule;
    }
  }
  return best;
}

/** One of the groups, each as often as its weight says; none when all weights are 0. */
export function chooseByWeight(
  groups: { arn: string; weight: number }[],
  random: () => number,
): string | undefined {
  const sum = groups.reduce((total, group) => total + group.weight, 0);
  if (sum === 0) return undefined;
  let rest = random() * sum;
  for (const group of groups) {
    if (rest < group.weight) return group.arn;
    rest -= group.weight;
  }
  return groups.filter(group => group.weight > 0).at(-1)?.arn;
}

/** The healthy targets or, when there is none, all of them: the load balancer fails open. */
export function servingTargets(group: TargetGroup): Target[] {
  const registered = group.targets.filter(
    ({ state }) => state !== 'draining' && state !== 'unused',
  );
  const healthy = registered.filter(target => target.state === 'healthy');
  return healthy.length > 0 ? healthy : registered;
}

function priority(rule: Rule): number {
  return rule.priority === 'default' ? Infinity : rule.priority;
}

function matches(
  condition: RuleCondition,
  request: { host: string; path: string },
): boolean {
  return condition.field === 'host-header'
    ? condition.values.some(value =>
        wildcard(value.toLowerCase()).test(request.host.toLowerCase()),
      )
    : condition.values.some(value => wildcard(value).test(request.path));
}

const patterns = new Map<string, RegExp>();

/** `*` stands for any characters, `?` for exactly one. */
function wildcard(pattern: string): RegExp {
  let regExp = patterns.get(pattern);
  if (!regExp) {
    const source = pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*/g, '.*')
      .replace(/\?/g, '.');
    regExp = new RegExp(`^${source}$`, 's');
    patterns.set(pattern, regExp);
  }
  return regExp;
}
