import {
  StartReplicationTaskCommand,
  StopReplicationTaskCommand,
  type StartReplicationTaskMessage,
} from '@aws-sdk/client-database-migration-service';
import type { Replicating, ReplicationTask, World } from '../../model';
import { on } from '../../wire';
import type { WorldOf } from '../worlds';
import {
  invalidCombination,
  invalidState,
  invalidValue,
  notFound,
} from './errors';
import { renderTask } from './render';

const startTypes = ['start-replication', 'resume-processing', 'reload-target'];

/**
 * Starting and stopping only begin here: the task is `starting` or `stopping` until
 * whatever drives the world says otherwise.
 *
 * @see https://docs.aws.amazon.com/dms/latest/APIReference/API_StartReplicationTask.html
 * @see https://docs.aws.amazon.com/dms/latest/APIReference/API_StopReplicationTask.html
 */
export const taskOperations = (worldOf: WorldOf) => [
  on(StartReplicationTaskCommand)((input, call) => {
    const world = worldOf(call);
    const task = taskOf(world, input.ReplicationTaskArn);
    checkStart(input, input.StartReplicationTaskType, task, [
      'ready',
      'stopped',
      'failed',
    ]);
    checkConnections(task, world);
    begin(task, input.StartReplicationTaskType, world.now());
    task.status = 'starting';
    return { ReplicationTask: renderTask(task, world.now()) };
  }),

  on(StopReplicationTaskCommand)((input, call) => {
    const world = worldOf(call);
    const task = taskOf(world, input.ReplicationTaskArn);
    if (task.status !== 'running' && task.status !== 'starting') {
      throw invalidState(
        `Replication Task cannot be stopped, it is currently ${task.status}`,
      );
    }
    task.status = 'stopping';
    task.stoppedAt = world.now();
    task.stopReason = 'Stop Reason NORMAL';
    return { ReplicationTask: renderTask(task, world.now()) };
  }),
];

export function taskOf(world: World, arn: string | undefined): ReplicationTask {
  const task = world.dms.tasks.get(arn ?? '');
  if (!task) throw notFound(`Replication Task ${arn} was not found`);
  return task;
}

/** Forgets how the last run ended and, unless it is resumed, what it loaded. */
export function begin(
  task: Replicating,
  type: string | undefined,
  now: number,
): void {
  if (type !== 'resume-processing') {
    task.fullLoadProgressPercent = 0;
    for (const table of task.tables) {
      table.state = 'Before load';
      Object.assign(table, { inserts: 0, updates: 0, deletes: 0 });
    }
  }
  task.startedAt = now;
  task.stoppedAt = undefined;
  task.stopReason = undefined;
  task.lastFailureMessage = undefined;
}

/** What DMS demands of a start, of a task and of a serverless replication. */
export function checkStart(
  input: Pick<StartReplicationTaskMessage, 'CdcStartTime' | 'CdcStartPosition'>,
  type: string | undefined,
  task: Replicating,
  startable: string[],
): void {
  if (!type || !startTypes.includes(type)) {
    throw invalidValue(
      `Invalid start type '${type}': it must be one of ${startTypes.join(
        ', ',
      )}`,
    );
  }
  if (
    input.CdcStartTime !== undefined &&
    input.CdcStartPosition !== undefined
  ) {
    throw invalidCombination(
      'Only one of CdcStartTime and CdcStartPosition can be specified',
    );
  }
  if (!startable.includes(task.status)) {
    throw invalidState(
      `Replication Task cannot be started, it is currently ${task.status}`,
    );
  }
  const label = type.toUpperCase().replace(/-/g, '_');
  if (type === 'start-replication' && task.everStarted) {
    throw invalidCombination(
      `Start Type : ${label}, valid only for tasks running for the first time`,
    );
  }
  if (type !== 'start-replication' && !task.everStarted) {
    throw invalidCombination(
      `Start Type : ${label}, not valid for tasks running for the first time`,
    );
  }
}

function checkConnections(task: ReplicationTask, world: World) {
  for (const arn of [task.sourceArn, task.targetArn]) {
    const connection = world.dms.connections.find(
      ({ instanceArn, endpointArn }) =>
        instanceArn === task.instanceArn && endpointArn === arn,
    );
    if (connection?.status !== 'successful') {
      throw invalidState(
        `Test connection for replication instance ${task.instanceArn} and endpoint ${arn} should be successful for starting the replication task`,
      );
    }
  }
}
