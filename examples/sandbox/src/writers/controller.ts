import {
  DescribeRulesCommand,
  ElasticLoadBalancingV2Client,
  ModifyRuleCommand,
  type Action,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { SITES, type Site } from '../engine/naming';
import { rulesOf, siteGroupArns } from '../engine/world/rules';
import type { World } from '../model';
import type { AfterCall } from '../wire';

/** What a controller takes for right, and when it looks. */
export interface ControllerOptions {
  service: string;
  /** The weights that it declares. */
  weights: Record<Site, number>;
  /**
   * So many milliseconds after each ModifyRule of somebody else on one of the service's rules;
   * 0: before that caller has its answer.
   */
  afterMs?: number;
  /** And every so many seconds, whether something was changed or not. */
  everySeconds?: number;
  /** Its name in CloudTrail. */
  name?: string;
}

/** The name of the controller that writes weights back by nature. */
const CONTROLLER_NAME = 'aws-load-balancer-controller';

/** Something else that writes. */
export interface Controller {
  readonly name: string;
  /** How often it has put its weights back. */
  writes(): number;
  /** Of the endpoint that it writes to. */
  readonly afterCall: AfterCall;
  stop(): void;
}

/**
 * Puts a service's declared weights back on each of its rules, as an ingress controller's
 * sync does, or a pipeline that deploys. It calls AWS as everybody does, under a name of its
 * own, and writes only where it finds other weights.
 */
export function startController(
  world: World,
  requestHandler: object,
  options: ControllerOptions,
): Controller {
  const { service, afterMs, everySeconds, name = CONTROLLER_NAME } = options;
  const client = new ElasticLoadBalancingV2Client({
    region: world.region,
    credentials: { accessKeyId: name, secretAccessKey: 'controller' },
    requestHandler: requestHandler as never,
  });
  const timers = new Set<NodeJS.Timeout>();
  let writes = 0;
  let stopped = false;

  const sync = async (): Promise<void> => {
    for (const { arn } of rulesOf(world, service)) {
      if (stopped) return;
      const { Rules } = await client.send(
        new DescribeRulesCommand({ RuleArns: [arn] }),
      );
      const actions = declared(world, options, Rules?.[0]?.Actions ?? []);
      if (!actions || stopped) continue;
      await client.send(
        new ModifyRuleCommand({ RuleArn: arn, Actions: actions }),
      );
      writes += 1;
    }
  };
  // What fails is tried again at its next look, as controllers do.
  const look = () => sync().catch(() => {});
  if (everySeconds !== undefined) {
    timers.add(setInterval(look, everySeconds * 1000).unref());
  }

  return {
    name,
    writes: () => writes,
    async afterCall({ operation, accessKeyId }, { RuleArn }) {
      if (stopped || afterMs === undefined || accessKeyId === name) return;
      if (operation !== 'ModifyRule') return;
      if (!rulesOf(world, service).some(({ arn }) => arn === RuleArn)) return;
      if (afterMs === 0) await look();
      else timers.add(setTimeout(look, afterMs).unref());
    },
    stop() {
      stopped = true;
      for (const timer of timers) clearInterval(timer);
      client.destroy();
    },
  };
}

/** A rule's actions with the declared weights; nothing when it has them. */
function declared(
  world: World,
  { service, weights }: ControllerOptions,
  actions: Action[],
): Action[] | undefined {
  let differs = false;
  const groupsOf = new Map(
    SITES.map(site => [site, siteGroupArns(world, service, site)]),
  );
  const wanted = actions.map(action => {
    if (!action.ForwardConfig) return action;
    const groups = (action.ForwardConfig.TargetGroups ?? []).map(group => {
      const site = SITES.find(each =>
        groupsOf.get(each)?.includes(group.TargetGroupArn ?? ''),
      );
      if (!site || group.Weight === weights[site]) return group;
      differs = true;
      return { ...group, Weight: weights[site] };
    });
    return {
      ...action,
      ForwardConfig: { ...action.ForwardConfig, TargetGroups: groups },
    };
  });
  return differs ? wanted : undefined;
}
