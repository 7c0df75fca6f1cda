import { listenerOfRule } from '../aws/arns';
import type { ServiceSnapshot } from './snapshot';

/** A refresh of a platform that people look at makes no more calls than this. */
const BUDGET = 60;

/** Also where the alarms that are not OK fill many pages, each site is looked at. */
const FEWEST_LOOKS = 2;

/** The replications, the tunnels and what leads to the platform take so many calls, as a rule. */
const SURROUNDINGS = 8;

/* What one call tells of. */
const TAGGED = 100;
const RULES = 400;
const METRICS = 500;
const ALARMS = 100;
const RECORDS = 300;

/** A rule, two target groups and three alarms. */
const TAGGED_OF_A_SERVICE = 6;

/** The load balancer's metrics of both sites of one rule. */
const METRICS_OF_A_RULE = 10;

/**
 * How many calls of a refresh are left for looks at targets: what the rest takes follows from
 * how many rules and alarms that are not OK there are. The calls themselves cannot be counted, for
 * others make some at the same time.
 */
export function callsLeft(services: ServiceSnapshot[]): number {
  const rulesOf = new Map<string, number>();
  let notOk = 0;
  for (const { rules, alarms } of services) {
    notOk += alarms.filter(({ state }) => state !== 'OK').length;
    for (const { arn } of rules) {
      const listener = listenerOfRule(arn);
      rulesOf.set(listener, (rulesOf.get(listener) ?? 0) + 1);
    }
  }
  const counts = [...rulesOf.values()];
  const rules = counts.reduce((sum, count) => sum + count, 0);
  const rest =
    SURROUNDINGS +
    pages(services.length, RECORDS) +
    Math.max(
      pages(rules, TAGGED),
      // Of a small platform all is read each time.
      Math.min(pages(services.length * TAGGED_OF_A_SERVICE, TAGGED), 3),
    ) +
    counts.reduce((sum, count) => sum + pages(count, RULES), 0) +
    pages(rules * METRICS_OF_A_RULE, METRICS) +
    // Those that ring, and those without data.
    Math.max(2, 1 + pages(notOk, ALARMS));
  return Math.max(FEWEST_LOOKS, BUDGET - rest);
}

function pages(things: number, each: number): number {
  return Math.ceil(things / each);
}
