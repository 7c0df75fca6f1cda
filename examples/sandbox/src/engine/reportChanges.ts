import type { World } from '../model';
import { targetAddress } from './addresses';
import type { EventLog } from './events';
import type { HealthChange } from './health/healthMonitor';
import { naming, SITES, type Site } from './naming';
import { TAGS } from './tags';
import { serviceNames, weightsOf } from './world/services';

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
  let known = new Map<string, Record<Site, number>>();
  const callers = new Map<string, string>();
  let timer: NodeJS.Timeout | undefined;
  let stopListening = () => {};

  const look = () => {
    const seen = new Map<string, Record<Site, number>>();
    for (const service of serviceNames(world)) {
      const weights = weightsOf(world, service);
      seen.set(service, weights);
      const before = known.get(service);
      if (!before || SITES.every(site => before[site] === weights[site])) {
        continue;
      }
      const changes = SITES.map(
        site => `${site} ${before[site]} → ${weights[site]}`,
      );
      const caller = callers.get(naming(world).ruleArn(service));
      events.add({
        kind: 'rule',
        service,
        message: `Weights of ${service}: ${changes.join(', ')}${
          caller ? ` (by ${caller})` : ''
        }`,
      });
    }
    known = seen;
    callers.clear();
  };

  return {
    health({ service, site, target }) {
      if (!timer) return;
      const why = target.description ? ` (${target.description})` : '';
      events.add({
        kind: 'health',
        service,
        message: `${service} ${site} ${targetAddress(target)} is ${
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
