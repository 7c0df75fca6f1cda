import {
  provisioningStates,
  type MetricId,
  type Replicating,
  type ReplicationTask,
  type ServerlessReplication,
  type TableStatistics,
  type World,
} from '../../model';
import { isReachableFromAws, type Faults } from '../faults';
import type { Site } from '../naming';

/** The lag of a task that keeps up, in seconds. */
const BASE_LAG = 1;
/** Seconds of lag that are made up per second once data flows again. */
const DRAIN = 20;
/** How long a task takes to start and to stop, and a connection test to end. */
const TRANSITION_MS = 3_000;
/** How long DMS Serverless stays in each state on its way to `running`. */
const PROVISIONING_MS = 1_000;

const LATENCIES = ['CDCLatencySource', 'CDCLatencyTarget'];

const CANNOT_CONNECT =
  "Cannot connect to ODBC provider, Network error has occurred, Application-Detailed-Message: RetCode: SQL_ERROR SqlState: HY000 NativeError: 2003 Message: Can't connect to MySQL server";

/** The state that the DMS engine keeps between its steps. */
export interface Replication {
  /** Set by hand, in seconds; null when the lag follows from what happens. */
  readonly forcedLag: number | null;
  forceLag(seconds: number | null): void;
  /** Since when no lag has been measured, set by hand; null while it is. */
  readonly silentSince: number | null;
  /** Measures no lag any more, as if for so many seconds; null measures it again. */
  silence(seconds: number | null): void;
  /**
   * Suspends tables as DMS does after an error: the replication goes on without them, until
   * they are loaded again. Those that are not named are loaded again.
   */
  suspend(names: readonly string[]): void;
  /** Lets `seconds` pass for every task. */
  step(seconds: number): void;
  /** Publishes the running tasks' latencies. */
  publish(at: number): void;
}

/** A task whose state changed by itself, for the event log. */
type OnChange = (message: string) => void;

/** Moves DMS tasks, serverless replications and their lag as time passes. */
export function createReplication(
  world: World,
  faults: Faults,
  onChange: OnChange,
): Replication {
  const since = new WeakMap<object, { status: string; at: number }>();

  /** Whether something has been in a state that ends by itself for long enough. */
  const isOver = (thing: { status: string }, afterMs = TRANSITION_MS) => {
    const seen = since.get(thing);
    if (seen?.status !== thing.status) {
      since.set(thing, { status: thing.status, at: world.now() });
      return false;
    }
    return world.now() - seen.at >= afterMs;
  };

  const unreachableEnds = (task: Replicating) =>
    (['source', 'target'] as const).filter(end => {
      const arn = end === 'source' ? task.sourceArn : task.targetArn;
      const endpoint = world.dms.endpoints.get(arn);
      return !endpoint || !databaseAnswers(world, faults, endpoint.site);
    });

  const stopped = (task: Replicating) => {
    task.status = 'stopped';
    task.stoppedAt ??= world.now();
    task.stopReason ??= 'Stop Reason NORMAL';
  };

  const running = (task: Replicating) => {
    task.status = 'running';
    task.everStarted = true;
    task.startedAt ??= world.now();
  };

  const provision = (replication: ServerlessReplication) => {
    const { identifier } = replication;
    const index = provisioningStates.findIndex(
      state => state === replication.status,
    );
    if (index >= 0 && isOver(replication, PROVISIONING_MS)) {
      const [down] = unreachableEnds(replication);
      if (replication.status === 'testing_connection' && down) {
        replication.status = 'failed';
        replication.stoppedAt = world.now();
        replication.lastFailureMessage = `Test connection to the ${down} endpoint failed: ${CANNOT_CONNECT}`;
        onChange(`Serverless replication ${identifier} failed`);
      } else if (index < provisioningStates.length - 1) {
        replication.status = provisioningStates[index + 1];
      } else {
        running(replication);
        onChange(`Serverless replication ${identifier} is running`);
      }
    } else if (replication.status === 'stopping' && isOver(replication)) {
      stopped(replication);
      onChange(`Serverless replication ${identifier} is stopped`);
    } else if (
      replication.status === 'running' &&
      unreachableEnds(replication).length === 0
    ) {
      reload(replication);
    }
  };

  const advance = (task: ReplicationTask) => {
    if (task.status === 'starting' && isOver(task)) {
      running(task);
      onChange(`Replication task ${task.identifier} is running`);
    } else if (task.status === 'stopping' && isOver(task)) {
      stopped(task);
      onChange(`Replication task ${task.identifier} is stopped`);
    } else if (
      task.status === 'running' &&
      unreachableEnds(task).length === 0
    ) {
      reload(task);
    }
  };

  const testConnections = () => {
    for (const connection of world.dms.connections) {
      if (connection.status !== 'testing' || !isOver(connection)) continue;
      const endpoint = world.dms.endpoints.get(connection.endpointArn);
      const ok = endpoint && databaseAnswers(world, faults, endpoint.site);
      connection.status = ok ? 'successful' : 'failed';
      connection.lastFailureMessage = ok
        ? undefined
        : `Test Endpoint failed: Application-Status: 1020912, Application-Message: ${CANNOT_CONNECT}`;
    }
  };

  const putLatencies = (task: Replicating, at: number) => {
    // A source that cannot be read holds both back; a target only its own side.
    const sourceDown = unreachableEnds(task).includes('source');
    const source = sourceDown
      ? task.lagSeconds
      : Math.min(BASE_LAG, task.lagSeconds);
    put(world, task, 'CDCLatencySource', source, at);
    put(world, task, 'CDCLatencyTarget', task.lagSeconds, at);
  };

  let forcedLag: number | null = null;
  let silentSince: number | null = null;

  const replication: Replication = {
    get forcedLag() {
      return forcedLag;
    },
    forceLag(seconds) {
      forcedLag = seconds;
      replication.step(0);
    },
    get silentSince() {
      return silentSince;
    },
    silence(seconds) {
      if (seconds === null) {
        silentSince = null;
        return;
      }
      silentSince = world.now() - seconds * 1000;
      for (const task of replicating(world)) {
        if (task.status !== 'running') continue;
        for (const name of LATENCIES) {
          world.metrics.delete(replicationMetric(world, task, name));
        }
        putLatencies(task, silentSince);
      }
    },
    suspend(names) {
      for (const { tables } of replicating(world)) {
        for (const table of tables) {
          if (names.includes(tableName(table))) table.state = 'Table error';
          else if (table.state === 'Table error') {
            table.state = 'Table is being reloaded';
          }
        }
      }
    },
    step(seconds) {
      testConnections();
      for (const task of world.dms.tasks.values()) advance(task);
      for (const each of world.dms.serverless.values()) provision(each);
      for (const task of replicating(world)) {
        task.lagSeconds =
          forcedLag ??
          nextLag(
            task.lagSeconds,
            seconds,
            task.status === 'running' && unreachableEnds(task).length === 0,
          );
        if (task.status === 'running' && task.lagSeconds <= BASE_LAG) {
          for (const table of task.tables) {
            if (table.state === 'Table error') continue;
            table.inserts += 2;
            table.updates += 3;
          }
        }
      }
    },
    publish(at) {
      if (silentSince !== null) return;
      for (const task of replicating(world)) {
        if (task.status === 'running') putLatencies(task, at);
      }
    },
  };

  return replication;
}

/** A second without replication is a second of lag; afterwards it is made up step by step. */
export function nextLag(
  lag: number,
  seconds: number,
  dataFlows: boolean,
): number {
  return dataFlows ? Math.max(BASE_LAG, lag - DRAIN * seconds) : lag + seconds;
}

/** Everything that replicates, whatever it runs on. */
export function replicating({ dms }: World): Replicating[] {
  return [...dms.tasks.values(), ...dms.serverless.values()];
}

function databaseAnswers(world: World, faults: Faults, site: Site): boolean {
  return faults.isSiteUp(site) && isReachableFromAws(world, site);
}

/** Tables that are loaded again, or for the first time, are done one step later. */
function reload(task: Replicating): void {
  for (const table of task.tables) {
    if (table.state === 'Before load') {
      table.state = 'Full load';
    } else if (
      table.state === 'Full load' ||
      table.state === 'Table is being reloaded'
    ) {
      table.state = 'Table completed';
    }
  }
  // What ended in an error is not loaded any further.
  const over = task.tables.filter(({ state }) =>
    ['Table completed', 'Table error'].includes(state),
  ).length;
  task.fullLoadProgressPercent =
    task.tables.length === 0
      ? 100
      : Math.round((100 * over) / task.tables.length);
}

/** A table by the name that people give it. */
export function tableName({ schema, table }: TableStatistics): string {
  return `${schema}.${table}`;
}

function put(
  world: World,
  task: Replicating,
  name: string,
  value: number,
  at: number,
): void {
  world.metrics.put(replicationMetric(world, task, name), {
    at,
    sum: value,
    count: 1,
    min: value,
    max: value,
  });
}

/** The metric of a replication, with the dimensions that AWS gives it. */
export function replicationMetric(
  world: World,
  { arn, resourceId }: Replicating,
  name: string,
): MetricId {
  const task = world.dms.tasks.get(arn);
  return {
    namespace: 'AWS/DMS',
    name,
    dimensions: task
      ? {
          ReplicationInstanceIdentifier:
            world.dms.instances.get(task.instanceArn)?.identifier ?? '',
          ReplicationTaskIdentifier: resourceId,
        }
      : { ReplicationConfigIdentifier: resourceId },
  };
}
