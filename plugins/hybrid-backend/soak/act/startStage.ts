import { SHOP_CONFIG } from '@hybrid-platform/sandbox/testing';
import { startSandbox, type Sandbox } from '@hybrid-platform/sandbox';
import type { BreakName } from '../breaks';
import { Recorder } from '../observe/Recorder';
import { LateAnswers } from './LateAnswers';
import { DatabaseLink } from './DatabaseLink';
import { ReplicaProcess } from './ReplicaProcess';

/** How old the health of targets may be that a card shows. */
export const DETAIL_MAX_AGE_MS = 500;

export const LEASE_SECONDS = 3;

/** As in production but for its times, which are those of minutes that pass in seconds. */
const HYBRID = {
  ...SHOP_CONFIG,
  snapshot: { maxAge: { milliseconds: 1_000 }, refresh: { seconds: 5 } },
  detail: { maxAge: { milliseconds: DETAIL_MAX_AGE_MS } },
  shift: {
    cooldown: { milliseconds: 0 },
    retryFor: { seconds: 6 },
    confirmTimeout: { seconds: 2 },
    verify: {
      interval: { milliseconds: 250 },
      checks: 3,
      timeout: { seconds: 3 },
    },
    lease: { seconds: LEASE_SECONDS },
    drill: { returnTimeout: { seconds: 20 } },
  },
};

/** All that a soak acts on. */
export interface Stage {
  sandbox: Sandbox;
  recorder: Recorder;
  lateAnswers: LateAnswers;
  replicas: ReplicaProcess[];
  /** Of each replica, its own way to the one database. */
  links: DatabaseLink[];
  stop(): Promise<void>;
}

/** A sandbox that lives, and two replicas on one database before it. */
export async function startStage(
  connection: string,
  options: { broken?: BreakName; severalRules: boolean },
): Promise<Stage> {
  const recorder = new Recorder();
  const lateAnswers = new LateAnswers();
  const sandbox = await startSandbox({
    port: 0,
    trafficPort: 0,
    // Health follows from the faults; nobody needs requests that are served for real.
    origins: [],
    requestsPerSecond: 10,
    lambdas: false,
    alsoOn: options.severalRules ? ['http'] : [],
    minuteSeconds: 2,
    secondScale: 0.1,
    hook: lateAnswers.hook,
    afterCall: recorder.afterCall,
  });
  recorder.watch(sandbox.world);
  const links = [
    await DatabaseLink.open(connection),
    await DatabaseLink.open(connection),
  ];
  const replicas = links.map(
    link =>
      new ReplicaProcess({
        awsUrl: sandbox.awsEndpoint,
        connection: link.connection,
        hybrid: HYBRID,
        broken: options.broken,
      }),
  );
  // One after the other: the first makes the tables.
  for (const replica of replicas) await replica.start();
  return {
    sandbox,
    recorder,
    lateAnswers,
    replicas,
    links,
    async stop() {
      await Promise.all(replicas.map(replica => replica.kill()));
      links.forEach(link => link.close());
      recorder.stop();
      await sandbox.stop();
    },
  };
}
