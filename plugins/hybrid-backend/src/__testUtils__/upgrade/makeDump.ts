/*
 * Makes a dump: `makeDump.ts <directory> [connection string]`; see the README. A process of
 * the real backend gets everything under way and is killed in the middle of it.
 */
import {
  HYBRID_TAGS,
  type Evacuation,
  type Shift,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  startTestPlatform,
  until,
  type TestPlatform,
} from '@hybrid-platform/sandbox/testing';
import { replicaConfig } from '../replicas/replicaConfig';
import { SERVICES } from '../services';
import { startReplica, type Replica } from '../replicas/startReplica';
import { createDatabase, dump } from './dump';
import {
  APPROVAL,
  ASKED,
  HOLDER,
  LEAD,
  OWNER,
  type DumpedRules,
} from './scenario';

const SLOW_MS = 60_000;

async function main(directory: string, postgres?: string) {
  const platform = await startTestPlatform();
  // Nobody put this there: it is drift.
  platform.setWeights('payment', { 'on-prem': 45, aws: 55 });
  platform.setRuleTag(
    'search',
    HYBRID_TAGS.automation,
    `recovering ${new Date().toISOString()}`,
  );
  const database = await createDatabase(directory, postgres);
  const config = replicaConfig(1);
  Object.assign(config.hybrid.platforms.shop, { approval: APPROVAL });
  const replica = await startReplica(platform.url, {
    database,
    config,
    freeze: { storefront: 'weights-written@2', order: 'weights-written@1' },
    atOnce: 1,
  });
  await getUnderWay(platform, replica);
  await replica.kill();

  const name = postgres ? 'postgres' : 'sqlite';
  const rules: DumpedRules = {
    at: new Date().toISOString(),
    rules: Object.fromEntries(
      SERVICES.map(service => [service, ruleOf(platform, service)]),
    ),
  };
  await writeFile(
    join(directory, `${name}.json`),
    `${JSON.stringify(rules, null, 2)}\n`,
  );
  await writeFile(join(directory, `${name}.sql`), await dump(database));
  process.exit();
}

async function getUnderWay(platform: TestPlatform, replica: Replica) {
  const ask = <T>(
    { path, key, body }: { path: string; key?: string; body?: unknown },
    user = OWNER,
  ) => replica.call<T>(path, { body, key, user });
  const approve = (path: string) => ask({ path: `${path}/approve` }, LEAD);
  const arrived = (path: string, isThere: (shift: Shift) => boolean) =>
    until(() => replica.call<Shift>(path, { method: 'GET' }), isThere, SLOW_MS);

  await replica.call('/services/default/component/search/hold', {
    method: 'PUT',
    user: HOLDER,
    body: { durationSeconds: 604_800, reason: 'An index is being built' },
  });
  const drill = await ask<Shift>(ASKED.drill);
  const drillPath = `${ASKED.drill.path}/${drill.id}`;
  await approve(drillPath);
  await arrived(drillPath, ({ progress }) => progress?.until !== undefined);
  await ask({ path: `${drillPath}/abort`, body: { rollBack: true } });
  await arrived(drillPath, ({ endedAt }) => endedAt !== undefined);

  const running = await ask<Shift>(ASKED.running);
  await approve(`${ASKED.running.path}/${running.id}`);
  const unwanted = await ask<Shift>({ ...ASKED.waiting, key: 'unwanted' });
  await ask({ path: `${ASKED.waiting.path}/${unwanted.id}/reject` }, LEAD);
  await ask(ASKED.waiting);
  await ask(ASKED.reload);
  const evacuation = await ask<Evacuation>(ASKED.evacuation);
  await until(
    () => [...replica.frozen.keys()],
    frozen => frozen.length === 2,
    SLOW_MS,
  );
  const { items } = await replica.call<Evacuation>(
    `${ASKED.evacuation.path}/${evacuation.id}`,
    { method: 'GET' },
  );
  console.log(items.map(({ service, state }) => `${service}: ${state}`));

  const asked = new Promise<void>(resolve => {
    platform.onCall(operation => {
      if (operation !== 'TestConnection') return undefined;
      resolve();
      return new Promise(() => {});
    });
  });
  ask(ASKED.test).catch(() => {});
  await asked;
}

function ruleOf(platform: TestPlatform, service: string) {
  const tags = [HYBRID_TAGS.hold, HYBRID_TAGS.automation].flatMap(key => {
    const value = platform.ruleTag(service, key);
    return value ? [[key, value]] : [];
  });
  return {
    weights: platform.weights(service),
    tags: Object.fromEntries(tags),
  };
}

main(process.argv[2], process.argv[3]).catch(error => {
  console.error(error);
  process.exit(1);
});
