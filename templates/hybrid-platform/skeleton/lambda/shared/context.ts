import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { createBudget, systemClock, type Clock } from './budget';
import { discover, listResources } from './discover';
import type { Inventory } from './inventory';
import { LoadBalancer } from './loadBalancer';
import { createLog, type Log } from './log';
import { REQUEST_HANDLER } from './requestHandler';
import { readPlatform } from './settings';

/** What the functions work with; tests put their own in place. */
export interface Context {
  platform: string;
  /** The function's name, for whoever asks who it was. */
  functionName: string;
  loadBalancer: LoadBalancer;
  discover(): Promise<Inventory>;
  log: Log;
  clock: Clock;
}

/**
 * ELB reads that one function may make at most: what the account has, less a part of its
 * burst for the others who share it. Only failing many services over comes near it.
 */
export const READ_BUDGET = { burst: 30, perSecond: 10 };

/** Services worked on at once. */
export const CONCURRENCY = 5;

/**
 * Throttled calls are tried again with growing pauses; a dead connection is given up soon.
 * Not the SDK's adaptive mode: it answers throttling that others cause by slowing this client
 * down to a call every two seconds, in the very incident in which it must act.
 */
const CLIENT_CONFIG = {
  retryMode: 'standard',
  maxAttempts: 8,
  requestHandler: REQUEST_HANDLER,
};

export function createContext(
  functionName: string,
  env: Record<string, string | undefined> = process.env,
): Context {
  const platform = readPlatform(env);
  const tagging = new ResourceGroupsTaggingAPIClient(CLIENT_CONFIG);
  const client = new ElasticLoadBalancingV2Client(CLIENT_CONFIG);
  const log = createLog({ function: functionName, platform });
  const loadBalancer = new LoadBalancer(
    client,
    createBudget(READ_BUDGET, systemClock),
  );
  return {
    platform,
    functionName,
    loadBalancer,
    discover: async () =>
      discover(await listResources(tagging, platform), platform, {
        loadBalancer,
        log,
      }),
    log,
    clock: systemClock,
  };
}
