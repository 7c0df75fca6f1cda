import type { World } from '../model';
import { targetAddress } from './addresses';
import type { EventLog } from './events';
import type { HealthChange } from './health/healthMonitor';
import { SITES, type Site } from './naming';
import { TAGS } from './tags';
import { entranceOf } from './world/loadBalancer';
import { rulesByService, weightsOfRule } from './world/rules';

/** Writes into the event log what health checks, alarms and rules do. */
export interface Reports {
  health(change: HealthChange): void;
  /** Who asked for a rule's change, so that the report of it can say so. */
  caller(ruleArn: string, name: string): void;
  /** From now on; what was before is the platform's past. */
  start(): void;
  stop(): void;
}

/** How soon a changed rule is noticed. Rules are plain data and tell nobody. */
const LOOK_MS = 200;

/** Makes the reports of one world. */
export function reportChanges(world: World, events: EventLog): Reports {
  /** The weights by the rules' ARNs. */
  let known = new Map<string, Record<Site, number>>();
  const callers = new Map<string, string>();
  let timer: NodeJS.Timeout | undefined;
  let stopListening = () => {};

  const look = () => {
    const seen = new Map<string, Record<Site, number>>();
    for (const [service, rules] of rulesByService(world)) {
      for (const rule of rules) {
        const weights = weightsOfRule(world, service, rule);
        seen.set(rule.arn, weights);
        const before = known.get(rule.arn);
        if (!before || SITES.every(site => before[site] === weights[site])) {
          continue;
        }
        const changes = SITES.map(
          site => `${site} ${before[site]} → ${weights[site]}`,
        );
        const where = rules.length > 1 ? ` at ${entranceOf(world, rule)}` : '';
        const caller = callers.get(rule.arn);
        events.add({
          kind: 'rule',
          service,
          message: `Weights of ${service}${where}: ${changes.join(', ')}${
            caller ? ` (by ${caller})` : ''
          }`,
        });
      }
    }
    known = seen;
    callers.clear();
  };

  return {
    health({ service, place, target }) {
      if (!timer) return;
      const why = target.description ? ` (${target.description})` : '';
      events.add({
        kind: 'health',
        service,
        message: `${service} ${place} ${targetAddress(target)} is ${
          target.state
        }${why}`,
      });
    },
    caller(ruleArn, name) {
      callers.set(ruleArn, name);
    },
    start() {
      look();
      timer = setInterval(look, LOOK_MS);
      stopListening = world.alarms.onChange((alarm, previous) =>
        events.add({
          kind: 'alarm',
          service: world.tags.get(alarm.arn)?.get(TAGS.service),
          message: `Alarm ${alarm.name}: ${previous} → ${alarm.state}. ${alarm.stateReason}`,
        }),
      );
    },
    stop() {
      clearInterval(timer);
      timer = undefined;
      stopListening();
    },
  };
}
