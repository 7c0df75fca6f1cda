import { awsRetryPolicy } from '../aws/retryPolicy';
import type {
  PreflightReport,
  ReplicationActionResult,
  ReplicationReloadRequest,
  ReplicationStartRequest,
  ReplicationStatus,
  ReplicationTablePage,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { PlatformAws } from '../aws/PlatformAws';
import { keyed } from '../durable/idempotency';
import type { IdempotencyStore } from '../durable/IdempotencyStore';
import { once } from '../durable/once';
import { HybridError } from '../errors';
import type { DataInventory } from '../platforms/dataInventory';
import { retrying, type Clock } from '../durable/retry';
import * as control from './control';
import type { ReplicationFacts } from './facts';
import { isInDoubt } from './inDoubt';
import type { PreflightService } from './preflight/PreflightService';
import type { ReplicationReader } from './ReplicationReader';
import { toReplicationStatus } from './status';
import { readTablePage } from './tables';

/** A platform that the caller may see. */
export interface SeenPlatform {
  id: string;
  data: DataInventory;
}

/** An action and what it needs. */
export type ReplicationAction =
  | { name: 'start'; request: ReplicationStartRequest }
  | { name: 'stop' }
  | { name: 'reload'; request: ReplicationReloadRequest }
  | { name: 'test' };

export interface ReplicationRequest {
  platform: SeenPlatform;
  replicationId: string;
  action: ReplicationAction;
  requestedBy: string;
  idempotencyKey: string;
  /** Throws unless the caller may control this replication. */
  authorize(facts: ReplicationFacts): Promise<void>;
}

export interface ReplicationServiceOptions {
  reader: ReplicationReader;
  preflights: PreflightService;
  store: IdempotencyStore;
  aws(platformId: string): PlatformAws;
  announce(signal: { platform: string; replicationId: string }): unknown;
  clock: Clock;
  /** How long an action tries while AWS throttles or fails. */
  retryForMs: number;
}

/** Shows, checks and controls the replications of platforms. */
export class ReplicationService {
  constructor(private readonly options: ReplicationServiceOptions) {}

  async list(platform: SeenPlatform): Promise<ReplicationStatus[]> {
    return (await this.#known(platform)).map(toReplicationStatus);
  }

  async tables(
    platform: SeenPlatform,
    id: string,
    page: { limit: number; cursor?: string },
  ): Promise<ReplicationTablePage> {
    const { arn } = find(await this.#known(platform), platform, id);
    return readTablePage(this.#aws(platform), arn, page);
  }

  /** Changes nothing. */
  async preflight(
    platform: SeenPlatform,
    id: string,
  ): Promise<PreflightReport> {
    const facts = find(await this.#read(platform), platform, id);
    return this.options.preflights.check(
      this.options.aws(platform.id),
      platform.data,
      facts,
    );
  }

  /** Acts, or finds what the same request led to before. */
  async act(
    request: ReplicationRequest,
  ): Promise<{ result: ReplicationActionResult; repeated: boolean }> {
    const { platform, replicationId } = request;
    const known = find(await this.#known(platform), platform, replicationId);
    await request.authorize(known);
    const resource = `${platform.id}/${replicationId}`;
    const { answer, repeated } = await once(
      { ...this.options, resource, isInDoubt, busy: () => busy(resource) },
      keyed(request.requestedBy, request.idempotencyKey, [
        platform.id,
        replicationId,
        request.action.name,
        requestOf(request.action),
      ]),
      options => this.#act(request, options),
    );
    return { result: answer, repeated };
  }

  async #act(
    { platform, replicationId, action }: ReplicationRequest,
    { inDoubt }: { inDoubt: boolean },
  ): Promise<ReplicationActionResult> {
    const retry = <T>(call: () => Promise<T>) => this.#retrying(call);
    const read = async () =>
      find(await this.#read(platform), platform, replicationId);
    const changed = async () => {
      this.options.reader.forget();
      await this.options.announce({ platform: platform.id, replicationId });
    };
    try {
      const done = await run(action, {
        aws: this.#aws(platform),
        facts: await retry(read),
        inDoubt,
        retry,
        read,
      });
      await changed();
      return {
        replication: toReplicationStatus(done.facts),
        message: done.message,
        ...(done.requestId && { awsRequestId: done.requestId }),
        ...(done.problem && { problem: done.problem }),
      };
    } catch (error) {
      if (isInDoubt(error)) await changed();
      throw error;
    }
  }

  #retrying<T>(call: () => Promise<T>): Promise<T> {
    const { clock, retryForMs } = this.options;
    const { signal } = new AbortController();
    return retrying(clock, { forMs: retryForMs, signal }, call, awsRetryPolicy);
  }

  #aws({ id }: SeenPlatform) {
    return this.options.aws(id).replication;
  }

  /** As it was some seconds ago at most. */
  async #known({ id, data }: SeenPlatform): Promise<ReplicationFacts[]> {
    const { value, problem } = await this.options.reader.get(
      this.options.aws(id),
      data,
    );
    if (problem) throw new HybridError(problem);
    return value!;
  }

  #read({ id, data }: SeenPlatform): Promise<ReplicationFacts[]> {
    return this.options.reader.read(this.options.aws(id), data);
  }
}

function run(
  action: ReplicationAction,
  on: control.Control,
): Promise<control.Done> {
  switch (action.name) {
    case 'start':
      return control.start(on, action.request.startType);
    case 'stop':
      return control.stop(on);
    case 'reload':
      return control.reload(on, action.request.tables);
    default:
      return control.test(on);
  }
}

function find(
  replications: ReplicationFacts[],
  platform: SeenPlatform,
  id: string,
): ReplicationFacts {
  const found = replications.find(each => each.id === id);
  if (found) return found;
  throw new HybridError({
    code: 'not-found',
    message: `The platform '${platform.id}' has no replication '${id}'.`,
    remedy: 'Take the id of one that the platform lists.',
  });
}

function busy(resource: string): HybridError {
  return new HybridError({
    code: 'replication-state',
    message: `Another action on ${resource} is under way.`,
    remedy: 'Wait a moment, look at its state, and try again.',
  });
}

/** What is asked for besides the action itself. */
function requestOf(action: ReplicationAction): unknown {
  switch (action.name) {
    case 'start':
      return action.request.startType ?? null;
    case 'reload':
      return action.request.tables.map(({ schema, table }) => [schema, table]);
    default:
      return null;
  }
}
