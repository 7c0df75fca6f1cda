import {
  FINAL_SHIFT_STATES,
  HYBRID_TAGS,
  type Shift,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { JsonObject } from '@backstage/types';
import { until, type TestPlatform } from '@hybrid-platform/sandbox/testing';
import { SERVICES } from '../services';
import type { Played } from './brokenByKill';
import type { ReplicaDatabase } from './database';
import { historyOf } from './historyOf';
import type { Act, KillCase } from './KillCase';
import { ObservedAws } from './ObservedAws';
import {
  startReplica,
  type Replica,
  type ReplicaOptions,
} from './startReplica';

/** A machine that is busy must not break what the cases are about. */
const PATIENCE_MS = 60_000;

/** A process that looks for nothing that others have left. */
const NEVER_MS = 86_400_000;

const TABLES = ['hybrid_shifts', 'hybrid_evacuations'];

type Started = Pick<ReplicaOptions, 'freeze' | 'atOnce' | 'claimMs'>;

/** Processes on one database and one AWS: one that is killed, and one that goes on. */
export class KillStage {
  readonly aws: ObservedAws;
  /** Each by its name in its leases. */
  readonly #replicas = new Map<Replica, string>();

  constructor(
    private readonly platform: TestPlatform,
    private readonly database: ReplicaDatabase,
    private readonly config: JsonObject,
  ) {
    this.aws = new ObservedAws(platform);
  }

  async start(options: Started = {}): Promise<Replica> {
    const owner = `process${this.#replicas.size}`;
    const replica = await startReplica(this.platform.url, {
      database: this.database.settings,
      config: this.config,
      claimMs: 500,
      owner,
      ...options,
    });
    this.#replicas.set(replica, owner);
    return replica;
  }

  /** The process dies, and everybody takes it for dead at once. */
  async kill(replica: Replica): Promise<void> {
    await replica.kill();
    this.aws.release();
    for (const table of TABLES) {
      await this.database
        .knex(table)
        .where('lease_owner', 'like', `${this.#replicas.get(replica)}%`)
        .update({ lease_expires_at: 0 });
    }
  }

  /** A process that takes over: one that was there before where the database is shared. */
  async killAndGoOn(replica: Replica, options?: Started): Promise<Replica> {
    if (!this.database.isShared) {
      await this.kill(replica);
      return this.start(options);
    }
    const other = await this.start(options);
    await this.kill(replica);
    return other;
  }

  /** What is still claimed by somebody, or keeps others out. */
  async leftovers(): Promise<string[]> {
    const rows = await Promise.all(
      TABLES.map(table =>
        this.database
          .knex(table)
          .whereNotNull('active_key')
          .orWhereNotNull('lease_owner')
          .select('id', 'state'),
      ),
    );
    return rows.flat().map(({ id, state }) => `${id} is ${state}`);
  }

  /** What AWS was asked for, and seen as, of a service. */
  seenOf(service: string): Pick<Played, 'writes' | 'wasDark'> {
    return {
      writes: this.aws.writes.get(service) ?? [],
      wasDark: this.aws.dark.has(service),
    };
  }

  /** Plays cases at once, at most one per service, with one kill for all of them. */
  async play(cases: KillCase[]): Promise<Played[]> {
    const played = cases.map((kill, index) => ({
      kill,
      service: SERVICES[index],
    }));
    const freeze: Record<string, string> = {};
    for (const {
      kill: { at },
      service,
    } of played) {
      if (typeof at === 'string') freeze[service] = at;
      else if (at) this.aws.stall(service, at);
    }
    // What is approved and not begun is not for the one that is killed to find.
    const first = await this.start({ freeze, claimMs: NEVER_MS });
    const acts = new Map<string, Act>();
    const ids = new Map<string, string>();
    const stage = { replica: first };
    for (const { kill, service } of played) {
      const { automation, request } = kill;
      this.platform.setRuleTag(service, HYBRID_TAGS.automation, automation);
      const { id } = await first.shift(service, request);
      ids.set(service, id);
      acts.set(
        service,
        this.#act(() => stage.replica, service, id),
      );
    }
    await Promise.all(
      played.map(async ({ kill, service }) => {
        const act = acts.get(service)!;
        await kill.before?.(act);
        if (kill.at) await act.still();
      }),
    );
    stage.replica = await this.killAndGoOn(first);
    return Promise.all(
      played.map(async ({ kill, service }) => {
        const act = acts.get(service)!;
        await kill.after?.(act);
        const shift = await until(
          act.get,
          ({ state }) => FINAL_SHIFT_STATES.includes(state),
          PATIENCE_MS,
        );
        return { kill, shift, ...this.seenOf(service) };
      }),
    );
  }

  async close(): Promise<void> {
    await Promise.all(
      [...this.#replicas.keys()].map(replica => replica.kill()),
    );
  }

  #act(replica: () => Replica, service: string, id: string): Act {
    const get = (): Promise<Shift> => replica().get(service, id);
    return {
      get,
      post: (action, options) =>
        replica().call(
          `/services/default/component/${service}/shifts/${id}/${action}`,
          options,
        ),
      until: async event => {
        await until(
          get,
          shift => historyOf(shift).includes(event),
          PATIENCE_MS,
        );
      },
      still: async () => {
        await until(
          () => replica().frozen.has(service) || this.aws.stalled.has(service),
          Boolean,
          PATIENCE_MS,
        );
      },
      setHealthy: (site, count) =>
        this.platform.setHealthy(service, site, count),
    };
  }
}
