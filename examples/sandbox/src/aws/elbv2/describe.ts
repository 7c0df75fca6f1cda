import {
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTargetGroupsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { LoadBalancer, Listener, Rule } from '../../model';
import { on } from '../../wire';
import { byString, page } from '../paging';
import type { WorldOf } from '../worlds';
import { invalidMarker, notFound, pageSize, validationError } from './errors';
import { findAll, loadBalancersByTargetGroup } from './find';
import { renderAction, renderRule, renderTargetGroup } from './render';

/**
 * The Describe operations of ELBv2.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Operations.html
 */
export const describeOperations = (worldOf: WorldOf) => [
  on(DescribeLoadBalancersCommand)((input, call) => {
    const { loadBalancers } = worldOf(call).loadBalancing;
    onlyOneOf({ LoadBalancerArns: input.LoadBalancerArns, Names: input.Names });
    if ((input.LoadBalancerArns?.length ?? 0) > 20) {
      throw validationError(
        'Up to 20 load balancers can be described in one call',
      );
    }
    let chosen = [...loadBalancers.values()];
    if (input.LoadBalancerArns?.length) {
      chosen = findAll(
        loadBalancers,
        input.LoadBalancerArns,
        'LoadBalancerNotFound',
      );
    } else if (input.Names?.length) {
      chosen = byNames(chosen, input.Names, 'LoadBalancerNotFound');
    }
    const { items, next } = page(chosen.sort(byString(arnOf)), paging(input));
    return { LoadBalancers: items.map(renderLoadBalancer), NextMarker: next };
  }),

  on(DescribeListenersCommand)((input, call) => {
    const { listeners, loadBalancers, rules } = worldOf(call).loadBalancing;
    onlyOneOf({
      ListenerArns: input.ListenerArns,
      LoadBalancerArn: input.LoadBalancerArn,
    });
    let chosen: Listener[];
    if (input.ListenerArns?.length) {
      chosen = findAll(listeners, input.ListenerArns, 'ListenerNotFound');
    } else if (input.LoadBalancerArn) {
      findAll(loadBalancers, [input.LoadBalancerArn], 'LoadBalancerNotFound');
      chosen = [...listeners.values()].filter(
        listener => listener.loadBalancerArn === input.LoadBalancerArn,
      );
    } else {
      throw validationError(
        'You must specify either listener ARNs or a load balancer ARN',
      );
    }
    const { items, next } = page(chosen.sort(byString(arnOf)), paging(input));
    const defaults = new Map(
      [...rules.values()]
        .filter(({ priority }) => priority === 'default')
        .map(rule => [rule.listenerArn, rule]),
    );
    return {
      Listeners: items.map(listener => ({
        ListenerArn: listener.arn,
        LoadBalancerArn: listener.loadBalancerArn,
        Port: listener.port,
        Protocol: listener.protocol,
        DefaultActions:
          defaults.get(listener.arn)?.actions.map(renderAction) ?? [],
      })),
      NextMarker: next,
    };
  }),

  on(DescribeRulesCommand)((input, call) => {
    const { rules, listeners } = worldOf(call).loadBalancing;
    onlyOneOf({ RuleArns: input.RuleArns, ListenerArn: input.ListenerArn });
    let chosen: Rule[];
    if ((input.RuleArns?.length ?? 0) > 20) {
      throw validationError(
        "You cannot describe more than '20' listener rules at a time",
      );
    }
    if (input.RuleArns?.length) {
      chosen = findAll(rules, input.RuleArns, 'RuleNotFound');
    } else if (input.ListenerArn) {
      findAll(listeners, [input.ListenerArn], 'ListenerNotFound');
      chosen = [...rules.values()].filter(
        rule => rule.listenerArn === input.ListenerArn,
      );
    } else {
      throw validationError(
        'You must specify either listener rule ARNs or a listener ARN',
      );
    }
    const { items, next } = page(chosen.sort(byPriority), paging(input));
    return { Rules: items.map(renderRule), NextMarker: next };
  }),

  on(DescribeTargetGroupsCommand)((input, call) => {
    const { loadBalancing } = worldOf(call);
    const { targetGroups, loadBalancers } = loadBalancing;
    const users = loadBalancersByTargetGroup(loadBalancing);
    onlyOneOf({
      TargetGroupArns: input.TargetGroupArns,
      LoadBalancerArn: input.LoadBalancerArn,
      Names: input.Names,
    });
    let chosen = [...targetGroups.values()];
    if (input.TargetGroupArns?.length) {
      chosen = findAll(
        targetGroups,
        input.TargetGroupArns,
        'TargetGroupNotFound',
      );
    } else if (input.Names?.length) {
      chosen = byNames(chosen, input.Names, 'TargetGroupNotFound');
    } else if (input.LoadBalancerArn) {
      const arn = input.LoadBalancerArn;
      findAll(loadBalancers, [arn], 'LoadBalancerNotFound');
      chosen = chosen.filter(group => users.get(group.arn)?.includes(arn));
    }
    const { items, next } = page(chosen.sort(byString(arnOf)), paging(input));
    return {
      TargetGroups: items.map(group =>
        renderTargetGroup(group, users.get(group.arn) ?? []),
      ),
      NextMarker: next,
    };
  }),
];

function arnOf({ arn }: { arn: string }) {
  return arn;
}

function paging(input: { PageSize?: number; Marker?: string }) {
  return {
    key: arnOf,
    size: pageSize(input.PageSize),
    token: input.Marker,
    invalid: invalidMarker,
  };
}

/** The default rule comes last. */
function byPriority(a: Rule, b: Rule) {
  return place(a) - place(b);
}
function place({ priority }: Rule) {
  return priority === 'default' ? Infinity : priority;
}

function byNames<T extends { name: string }>(
  items: T[],
  names: string[],
  code: Parameters<typeof notFound>[0],
): T[] {
  const byName = new Map(items.map(item => [item.name, item]));
  return names.map(name => {
    const item = byName.get(name);
    if (!item) throw notFound(code);
    return item;
  });
}

function onlyOneOf(members: Record<string, string[] | string | undefined>) {
  const given = Object.keys(members).filter(name => members[name]?.length);
  if (given.length > 1) {
    throw validationError(`You can specify only one of: ${given.join(', ')}`);
  }
}

function renderLoadBalancer(balancer: LoadBalancer) {
  return {
    LoadBalancerArn: balancer.arn,
    LoadBalancerName: balancer.name,
    DNSName: balancer.dnsName,
    CanonicalHostedZoneId: balancer.canonicalHostedZoneId,
    CreatedTime: new Date(balancer.createdTime),
    Scheme: 'internet-facing' as const,
    VpcId: balancer.vpcId,
    State: { Code: 'active' as const },
    Type: 'application' as const,
    IpAddressType: 'ipv4' as const,
  };
}
