import type { Rule } from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  sameWeights,
  type Site,
  type SiteTraffic,
  type TargetCounts,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { attribute } from '../../aws/attribution';
import { isNotFound, isTransient } from '../../aws/failures';
import type { PlatformAws } from '../../aws/PlatformAws';
import {
  readWeights,
  withWeights,
  type SiteTargetGroups,
} from '../../aws/rule/weights';
import { ServiceRules } from '../../aws/ServiceRules';
import { HybridError, problemIn } from '../../errors';
import { readSiteTraffic } from '../../platforms/detail';
import { readTargets } from '../../platforms/targets';
import { weightsFor, type PerRoute } from './routes';
import type { RouteReading } from './RouteReading';
import type {
  Fence,
  ShiftTarget,
  WeightsChange,
  WeightsReading,
} from './ShiftTarget';

/** A rule, and the groups of the service that it forwards to. */
interface TargetRule {
  arn: string;
  targetGroups: SiteTargetGroups;
}

/** One as AWS described it. */
interface FoundRule {
  target: TargetRule;
  rule: Rule;
}

/**
 * A service that listener rules of Application Load Balancers route: one, or several, such as
 * HTTP and HTTPS, or a public load balancer and an internal one. They are moved together.
 */
export class ListenerRuleTarget implements ShiftTarget {
  readonly #tags: ServiceRules;

  constructor(
    private readonly aws: PlatformAws,
    private readonly service: { rules: TargetRule[] },
  ) {
    this.#tags = new ServiceRules(
      aws,
      service.rules.map(({ arn }) => arn),
    );
  }

  async read(): Promise<WeightsReading> {
    const found = await Promise.all(
      this.service.rules.map(async target => ({
        target,
        ...(await this.aws.rule(target.arn)),
      })),
    );
    const routes = found.map(({ target, rule }) => {
      const read = readWeights(rule, target.targetGroups);
      if (read.problem) throw new HybridError(read.problem);
      const { problem: _, ...weights } = read;
      return { id: target.arn, ...weights };
    });
    return {
      routes,
      requestId: found[0].requestId,
      write: (wanted, fence) => this.#write(found, routes, wanted, fence),
    };
  }

  /** One after another, so that the first one that AWS refuses keeps the others as they are. */
  async #write(
    found: FoundRule[],
    routes: RouteReading[],
    wanted: PerRoute,
    fence: Fence,
  ): Promise<{ requestId?: string }> {
    const written: { of: FoundRule; before: Weights }[] = [];
    let last: { requestId?: string } = {};
    try {
      for (const [index, route] of routes.entries()) {
        const weights = weightsFor(wanted, route.id);
        if (!weights || sameWeights(route.weights, weights)) continue;
        last = await this.#writeRule(found[index], weights, fence);
        written.push({ of: found[index], before: route.weights });
      }
    } catch (error) {
      // What may pass is tried again, and then the rest is written.
      const problem = problemIn(error);
      if (!problem || isTransient(problem) || isNotFound(error)) throw error;
      for (const { of, before } of written) {
        await this.#writeRule(of, before, fence);
      }
      throw error;
    }
    return last;
  }

  #writeRule({ target, rule }: FoundRule, weights: Weights, fence: Fence) {
    return this.aws.writeRuleActions(
      target.arn,
      withWeights(rule, target.targetGroups, weights),
      fence,
    );
  }

  tags(own?: readonly string[]): Promise<Record<string, string>> {
    return this.#tags.tags(own);
  }

  replaceTag(key: string, value: string, by?: string): Promise<void> {
    return this.#tags.replaceTag(key, value, by);
  }

  setTag(key: string, value: string): Promise<void> {
    return this.#tags.setTag(key, value);
  }

  removeTag(key: string): Promise<void> {
    return this.#tags.removeTag(key);
  }

  async lastChange(
    { id, weights }: RouteReading,
    after: string,
  ): Promise<WeightsChange | undefined> {
    const { targetGroups } = this.service.rules.find(({ arn }) => arn === id)!;
    try {
      const changes = await this.aws.ruleChanges(id);
      return attribute(changes, weights, targetGroups, after);
    } catch (error) {
      if (error instanceof HybridError) return undefined;
      throw error;
    }
  }

  health(site: Site): Promise<TargetCounts> {
    return readTargets(this.aws, this.service, site);
  }

  traffic(window: {
    from: Date;
    to: Date;
  }): Promise<Record<Site, SiteTraffic>> {
    return readSiteTraffic(this.aws, this.service, window);
  }
}
