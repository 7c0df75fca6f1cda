import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createContext } from '../lambda/shared/context';
import { weightsOf } from '../lambda/shared/ruleActions';
import { isHeld } from '../lambda/shared/tags';
import { loadConfig } from '../lib/config';
import {
  describe,
  unexpectedChanges,
  type LiveService,
} from './weights-report';

/*
 * Where the traffic goes at this moment:
 *
 *   npm run weights                        shows it
 *   npm run weights -- --save before.json  keeps it, before a deployment
 *   npm run weights -- --compare before.json
 *                                          fails when the deployment moved traffic
 */
async function main() {
  const { values } = parseArgs({
    options: { save: { type: 'string' }, compare: { type: 'string' } },
  });
  const { platform } = loadConfig(join(__dirname, '../config'));
  const live = await readLive(platform.id, platform.region);
  for (const service of live) console.log(describe(service));
  if (values.save) writeFileSync(values.save, JSON.stringify(live, null, 2));
  if (!values.compare) return;
  const before = JSON.parse(
    readFileSync(values.compare, 'utf8'),
  ) as LiveService[];
  const changes = unexpectedChanges(before, live);
  if (changes.length === 0) return;
  console.error(`\nThe weights are not what they were:\n${changes.join('\n')}`);
  process.exitCode = 1;
}

async function readLive(platform: string, region: string) {
  process.env.AWS_REGION ??= region;
  const context = createContext('weights', { HYBRID_PLATFORM: platform });
  const { routes } = await context.discover();
  const rules = await context.loadBalancer.readRules(
    routes.map(route => route.ruleArn),
  );
  return routes.map(
    ({ service, ruleArn, groupArns, defaults }): LiveService => {
      const rule = rules.get(ruleArn);
      if (!rule) throw new Error(`The rule of ${service} cannot be read`);
      return {
        service,
        weights: weightsOf(rule.actions, groupArns),
        defaults,
        automation: rule.automation?.state,
        heldBy: isHeld(rule.hold, Date.now()) ? rule.hold?.by : undefined,
        unreadableHold: rule.unreadableHold,
      };
    },
  );
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
