import { SITES, type PerSite, type Weights } from './sites';
import { TAGS, parseAutomation } from './tags';

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
  /** Services by the ARN of each alarm that is tagged with one. */
  alarmServices: ReadonlyMap<string, string>;
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
  const alarmServices = new Map<string, string>();

  for (const { arn, tags } of resources) {
    const service = tags[TAGS.service];
    if (!service) continue;
    if (arn.includes(':alarm:')) {
      alarmServices.set(arn, service);
    } else if (arn.includes(':listener-rule/')) {
      const movedByAutomation =
        parseAutomation(tags[TAGS.automation]) !== undefined;
      rules.push({ arn, service, movedByAutomation });
    } else if (arn.includes(':targetgroup/')) {
      const key = groupKey(service, tags[TAGS.site]);
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
    routes.push({
      service,
      ruleArn,
      groupArns: { 'on-prem': group('on-prem').arn, aws: group('aws').arn },
      defaults: parseDefaults(group('on-prem').tags, group('aws').tags),
      movedByAutomation,
    });
  }
  return { routes, alarmServices, problems };
}

function groupKey(service: string, site: string | undefined): string {
  return `${service}/${site}`;
}

function parseDefaults(
  onPrem: Record<string, string>,
  aws: Record<string, string>,
): Weights | undefined {
  const [a, b] = [onPrem, aws].map(tags => {
    const text = tags[TAGS.defaultWeight] ?? '';
    return /^\d{1,3}$/.test(text) ? Number(text) : undefined;
  });
  // Both 0 would leave nobody to serve the traffic.
  if (a === undefined || b === undefined || a + b === 0) return undefined;
  return { 'on-prem': a, aws: b };
}
