import type {
  ReplicationActionName,
  ReplicationActionStatus,
  ReplicationStartType,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { isOver, type EndpointFacts, type ReplicationFacts } from './facts';
import { MAKE_AGAIN } from './remedies';
import { chooseStart } from './startType';

/** Why an action is not possible, and what would make it so. */
export interface Refusal {
  refused: string;
  remedy: string;
}

/** States in which DMS takes a start. */
const STARTABLE = {
  task: ['ready', 'stopped', 'failed'],
  serverless: ['created', 'ready', 'stopped', 'failed'],
};

/** What DMS Serverless goes through between a start and `running`. */
const PROVISIONING = [
  'initializing',
  'preparing_metadata_resources',
  'testing_connection',
  'fetching_metadata',
  'calculating_capacity',
  'provisioning_capacity',
  'replication_starting',
];

const STOPPABLE = {
  task: ['starting', 'running'],
  serverless: ['running', ...PROVISIONING],
};

const WAIT = 'Wait until it has ended, then look again.';

/** What leads out of a state that ends by nobody's waiting. */
const REMEDIES: Record<string, string> = {
  running: 'Stop it first if it must start anew.',
  stopped: 'Start it.',
  created: 'Start it.',
  ready: 'Start it.',
  failed: 'Look at the failure, then start it.',
  moving: 'Wait until it is on its other replication instance.',
  'failed-move': 'Move it again, or delete it, in the AWS console.',
  deleting: `Wait until it is gone. ${MAKE_AGAIN}`,
};

/** Each action, and whether DMS takes it in the replication's state. */
export function actionsOf(facts: ReplicationFacts): ReplicationActionStatus[] {
  const status = (
    action: ReplicationActionName,
    refusal: Refusal | undefined,
  ): ReplicationActionStatus =>
    refusal
      ? {
          action,
          possible: false,
          reason: `${refusal.refused} ${refusal.remedy}`,
        }
      : { action, possible: true };
  const start = startOf(facts);
  return [
    'startType' in start
      ? { ...status('start', undefined), startType: start.startType }
      : status('start', start),
    status('stop', stopRefusal(facts)),
    status('reload', reloadRefusal(facts)),
    status('test', testRefusal(facts)),
  ];
}

/** The start type that a start would use now, or why it is refused. */
export function startOf(
  facts: ReplicationFacts,
  wanted?: ReplicationStartType,
): { startType: ReplicationStartType } | Refusal {
  const { state, type } = facts;
  if (!STARTABLE[type].includes(state)) {
    return refusedBecause(
      facts,
      state === 'running' ? 'It is running already.' : undefined,
    );
  }
  return connectionRefusal(facts) ?? chooseStart(facts, wanted);
}

export function stopRefusal(facts: ReplicationFacts): Refusal | undefined {
  if (STOPPABLE[facts.type].includes(facts.state)) return undefined;
  const { refused, remedy } = refusedBecause(facts);
  return isOver(facts)
    ? { refused, remedy: 'It has loaded its tables: nothing is left to stop.' }
    : { refused, remedy: remedyOfStart(facts) ?? remedy };
}

export function reloadRefusal(facts: ReplicationFacts): Refusal | undefined {
  if (facts.migrationType === 'cdc') {
    return {
      refused: 'It loads no tables: it only captures changes.',
      remedy: 'Load the tables by other means.',
    };
  }
  if (facts.state === 'running') return undefined;
  return {
    refused: `Tables are loaded again only while it is running; it is ${facts.state}.`,
    remedy: STARTABLE[facts.type].includes(facts.state)
      ? remedyOfStart(facts) ?? 'Start it first.'
      : refusedBecause(facts).remedy,
  };
}

/** What is needed before a start, for "start it" alone would lead from one refusal to the next. */
function remedyOfStart(facts: ReplicationFacts): string | undefined {
  if (!STARTABLE[facts.type].includes(facts.state)) return undefined;
  const start = startOf(facts);
  return 'refused' in start ? start.remedy : undefined;
}

export function testRefusal(facts: ReplicationFacts): Refusal | undefined {
  const { type, instance, endpoints } = facts;
  if (type === 'serverless') {
    return {
      refused:
        'DMS Serverless tests the connections itself whenever it starts, and takes no test by hand.',
      remedy: 'Start it, and look at its failure message if it fails.',
    };
  }
  if (facts.state === 'deleting') return refusedBecause(facts);
  if (instance?.state !== 'available') {
    return {
      refused: `The replication instance is ${instance?.state ?? 'not found'}.`,
      remedy: 'Wait until it is available.',
    };
  }
  const unusable = endpoints.find(({ state }) => state && state !== 'active');
  if (unusable) {
    return {
      refused: `The ${unusable.role} endpoint ${unusable.id} is ${unusable.state}.`,
      remedy: 'Wait until it is active.',
    };
  }
  if (endpoints.length < 2) {
    return {
      refused: 'An endpoint of it does not exist any more.',
      remedy: MAKE_AGAIN,
    };
  }
  if (endpoints.every(isTesting)) {
    return { refused: 'A test of both connections is running.', remedy: WAIT };
  }
  return undefined;
}

export function isTesting({ connection }: EndpointFacts): boolean {
  return connection === 'testing';
}

/** DMS starts a task only after both connections were tested well. */
function connectionRefusal(facts: ReplicationFacts): Refusal | undefined {
  if (facts.type === 'serverless') return undefined;
  const open = facts.endpoints.find(e => e.connection !== 'successful');
  if (!open) return undefined;
  const { role, id, connection } = open;
  if (connection === 'testing') {
    return {
      refused: `The connection to the ${role} ${id} is being tested.`,
      remedy: WAIT,
    };
  }
  return {
    refused: `DMS starts it only after a successful test of both connections; that to the ${role} ${id} ${
      connection === 'failed' ? 'failed' : 'was never tested'
    }.`,
    remedy: 'Test the connections.',
  };
}

/** The state as the reason, and what it leads to. */
function refusedBecause(
  { state }: ReplicationFacts,
  refused = `It is ${state.replace(/_/g, ' ')}.`,
): Refusal {
  return { refused, remedy: REMEDIES[state] ?? WAIT };
}
