import type {
  HybridReplicationApi,
  PreflightReport,
  ReplicationActionResult,
  ReplicationReloadRequest,
  ReplicationStatus,
  ReplicationTable,
  ReplicationTablePage,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import {
  aPreflight,
  aReplication,
  aStoppedReplication,
} from '../src/__testUtils__/replications';

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

const TRANSITION_MS = 3_000;

/** One replication that can be stopped, resumed, tested and reloaded, played in memory. */
export class SimulatedReplication implements HybridReplicationApi {
  #status: ReplicationStatus = aReplication();
  readonly #tables: ReplicationTable[] = Array.from(
    { length: 24 },
    (_, index) => ({
      schema: 'shop',
      table: ['orders', 'items', 'customers', 'payments'][index % 4] + index,
      state: 'Table completed',
      inserts: 1_200 + index,
      updates: 340 + index,
      deletes: index,
      ddls: 0,
      fullLoadRows: 54_000 + 100 * index,
    }),
  );

  async getReplications(): Promise<ReplicationStatus[]> {
    await pause(200);
    return [structuredClone(this.#status)];
  }

  async getReplicationTables(): Promise<ReplicationTablePage> {
    await pause(300);
    return { items: structuredClone(this.#tables) };
  }

  async getPreflight(): Promise<PreflightReport> {
    await pause(1_200);
    return aPreflight();
  }

  startReplication(): Promise<ReplicationActionResult> {
    return this.#become('starting', aReplication({ lagSeconds: 41 }));
  }

  stopReplication(): Promise<ReplicationActionResult> {
    return this.#become('stopping', aStoppedReplication());
  }

  async reloadTables(
    _platform: string,
    _id: string,
    { tables }: ReplicationReloadRequest,
  ): Promise<ReplicationActionResult> {
    for (const table of this.#tables) {
      if (tables.some(asked => asked.table === table.table)) {
        table.state = 'Table is being reloaded';
      }
    }
    return this.#answer(`DMS was asked to reload ${tables.length} tables.`);
  }

  async testConnections(): Promise<ReplicationActionResult> {
    const tested = (connection: 'testing' | 'successful') => ({
      ...this.#status,
      endpoints: this.#status.endpoints.map(endpoint => ({
        ...endpoint,
        connection,
      })),
    });
    this.#status = tested('testing');
    setTimeout(() => {
      this.#status = tested('successful');
    }, TRANSITION_MS);
    return this.#answer('DMS was asked to test both connections.');
  }

  async #become(
    state: string,
    then: ReplicationStatus,
  ): Promise<ReplicationActionResult> {
    this.#status = { ...this.#status, state, problem: undefined };
    setTimeout(() => {
      this.#status = then;
    }, TRANSITION_MS);
    return this.#answer(`DMS was asked; the replication is ${state}.`);
  }

  async #answer(message: string): Promise<ReplicationActionResult> {
    await pause(400);
    return { replication: structuredClone(this.#status), message };
  }
}
