import { SITES, type PerSite, type Weights } from './sites';
import {
  TAGS,
  parseAutomation,
  parseDefaultWeights,
  parseService,
  parseSite,
} from './tags';

/** A resource as the tag query finds it. */
export interface TaggedResource {
  arn: string;
  tags: Record<string, string>;
}

/** One listener rule of a service, with the target groups of its sites. */
export interface Route {
  service: string;
  ruleArn: string;
  groupArns: PerSite<string>;
  /** Undefined when a target group's tag is missing or no weight. */
  defaults?: Weights;
  /** Whether the tag index says that automation moved it; the rule's own tags may be newer. */
  movedByAutomation: boolean;
}

export interface Inventory {
  routes: Route[];
  /** Services that cannot be protected, and why. */
  problems: { service: string; problem: string }[];
}

/** Puts together what belongs together; anything else that the platform owns is left out. */
export function buildInventory(
  resources: readonly TaggedResource[],
): Inventory {
  const rules: { arn: string; service: string; movedByAutomation: boolean }[] =
    [];
  const groups = new Map<string, TaggedResource[]>();

  for (const { arn, tags } of resources) {
    const service = parseService(tags[TAGS.service]);
    if (!service) continue;
    if (arn.includes(':listener-rule/')) {
      const movedByAutomation =
        parseAutomation(tags[TAGS.automation]) !== undefined;
      rules.push({ arn, service, movedByAutomation });
    } else if (arn.includes(':targetgroup/')) {
      const key = groupKey(service, parseSite(tags[TAGS.site]));
      groups.set(key, [...(groups.get(key) ?? []), { arn, tags }]);
    }
  }

  const routes: Route[] = [];
  const problems: Inventory['problems'] = [];
  for (const { arn: ruleArn, service, movedByAutomation } of rules) {
    const problem = SITES.map(site => {
      const count = groups.get(groupKey(service, site))?.length ?? 0;
      return count === 1
        ? undefined
        : `${count} target groups are tagged ${TAGS.site} = ${site}; it must be one`;
    }).find(text => text !== undefined);
    if (problem) {
      problems.push({ service, problem });
      continue;
    }
    const group = (site: string) => groups.get(groupKey(service, site))![0];
    const [onPrem, aws] = [group('on-prem'), group('aws')];
    routes.push({
      service,
      ruleArn,
      groupArns: { 'on-prem': onPrem.arn, aws: aws.arn },
      defaults: parseDefaultWeights({
        'on-prem': onPrem.tags[TAGS.defaultWeight],
        aws: aws.tags[TAGS.defaultWeight],
      }),
      movedByAutomation,
    });
  }
  return { routes, problems };
}

function groupKey(service: string, site: string | undefined): string {
  return `${service}/${site}`;
}
