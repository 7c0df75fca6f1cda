import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createContext } from '../lambda/shared/context';
import {
  serviceState,
  shownWeights,
  throwAll,
} from '../lambda/shared/serviceState';
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
  const { services } = await context.discover();
  const states = await context.loadBalancer.readRules(
    services.flatMap(({ routes }) => routes.map(({ ruleArn }) => ruleArn)),
  );
  return services.flatMap(({ service, routes, defaults }): LiveService[] => {
    const read = new Map(
      routes.flatMap(({ ruleArn }) => {
        const state = states.get(ruleArn);
        return state ? [[ruleArn, state]] : [];
      }),
    );
    if (read.size < routes.length) {
      throw new Error(`The rules of ${service} cannot be read`);
    }
    const { rules, automation, hold, unreadableHold, errors } = serviceState(
      routes,
      read,
    );
    throwAll(errors);
    const shown = shownWeights(rules);
    // Rules that differ are shown one by one.
    const all = Array.isArray(shown)
      ? rules.map(({ route, weights }) => ({
          name: `${service} (${route.ruleArn.split('/').slice(-3).join('/')})`,
          weights,
        }))
      : [{ name: service, weights: shown }];
    return all.map(({ name, weights }) => ({
      service: name,
      weights,
      defaults,
      automation: automation?.state,
      heldBy: isHeld(hold, Date.now()) ? hold?.by : undefined,
      unreadableHold,
    }));
  });
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
