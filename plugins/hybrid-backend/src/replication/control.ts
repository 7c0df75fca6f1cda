import type {
  Problem,
  ReplicationStartType,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import {
  DmsRefusal,
  type ActionAnswer,
  type TableName,
} from '../aws/dmsActions';
import type { ReplicationAws } from '../aws/ReplicationAws';
import { HybridError, problemIn } from '../errors';
import {
  isTesting,
  reloadRefusal,
  startOf,
  stopRefusal,
  testRefusal,
  type Refusal,
} from './actions';
import { isInDoubt } from './inDoubt';
import {
  connectionFacts,
  serverlessFacts,
  taskFacts,
  type ReplicationFacts,
} from './facts';
import { findMissing, missingTables } from './tables';

/** One action on one replication. */
export interface Control {
  aws: ReplicationAws;
  /** As it is now. */
  facts: ReplicationFacts;
  /** An earlier try of the same request may have taken effect. */
  inDoubt: boolean;
  /** Tries again while AWS throttles or fails. */
  retry<T>(call: () => Promise<T>): Promise<T>;
  /** Looks at the replication again. */
  read(): Promise<ReplicationFacts>;
}

/** What DMS was asked to do, and what the replication is from now on. */
export interface Done {
  facts: ReplicationFacts;
  message: string;
  requestId?: string;
  problem?: Problem;
}

const STARTED: Record<ReplicationStartType, (id: string) => string> = {
  'start-replication': id => `DMS was asked to start ${id} for the first time.`,
  'resume-processing': id =>
    `DMS was asked to resume ${id} from its last position.`,
  'reload-target': id =>
    `DMS was asked to start ${id} and to load every table again.`,
};

export async function start(
  control: Control,
  wanted?: ReplicationStartType,
): Promise<Done> {
  const { aws, facts } = control;
  // What can be stopped is what was started.
  const isDone = (now: ReplicationFacts) => stopRefusal(now) === undefined;
  const choice = startOf(facts, wanted);
  if ('refused' in choice) return doneBefore(control, isDone, choice);
  return settle(
    control,
    () => aws.start(facts.arn, choice.startType),
    isDone,
    STARTED[choice.startType](facts.id),
  );
}

export async function stop(control: Control): Promise<Done> {
  const { aws, facts } = control;
  const isDone = ({ state }: ReplicationFacts) =>
    state === 'stopping' || state === 'stopped';
  const refusal = stopRefusal(facts);
  if (refusal) return doneBefore(control, isDone, refusal);
  return settle(
    control,
    () => aws.stop(facts.arn),
    isDone,
    `DMS was asked to stop ${facts.id}.`,
  );
}

export async function reload(
  control: Control,
  wanted: TableName[],
): Promise<Done> {
  const { aws, facts, retry } = control;
  const refusal = reloadRefusal(facts);
  if (refusal) throw refused(facts, refusal);
  const missing = await retry(() => findMissing(aws, facts.arn, wanted));
  if (missing.length > 0) throw missingTables(facts.id, missing);
  const names = wanted.map(({ schema, table }) => `${schema}.${table}`);
  return settle(
    control,
    () => aws.reload(facts.arn, wanted),
    () => false,
    `DMS was asked to load ${names.join(', ')} again.`,
  );
}

/** Begins a test of both connections; one that runs already is left alone. */
export async function test(control: Control): Promise<Done> {
  const { aws, facts, retry } = control;
  const refusal = testRefusal(facts);
  if (refusal) {
    return doneBefore(
      control,
      ({ endpoints }) => endpoints.every(isTesting),
      refusal,
    );
  }
  let endpoints = facts.endpoints;
  let requestId: string | undefined;
  let problem: Problem | undefined;
  const begun: string[] = [];
  for (const endpoint of facts.endpoints.filter(e => !isTesting(e))) {
    try {
      const answer = await retry(() =>
        aws.test(facts.instanceArn!, endpoint.arn),
      );
      requestId ??= answer.requestId;
      begun.push(`${endpoint.role} ${endpoint.id}`);
      endpoints = endpoints.map(e =>
        e === endpoint ? { ...e, ...connectionFacts(answer.connection) } : e,
      );
    } catch (error) {
      // Half of it is begun: that is an answer, with what kept the other half from it.
      problem = problemIn(error);
      if (!problem || begun.length === 0) throw error;
    }
  }
  return {
    facts: { ...facts, endpoints },
    message: `DMS was asked to test the connection to the ${begun.join(
      ' and the ',
    )}; that takes up to a minute.`,
    requestId,
    problem,
  };
}

/**
 * Asks DMS, and takes a refusal for success when an earlier try, whose answer was lost, is
 * what it refuses for.
 */
async function settle(
  control: Control,
  call: () => Promise<ActionAnswer>,
  isDone: (facts: ReplicationFacts) => boolean,
  message: string,
): Promise<Done> {
  let { inDoubt } = control;
  try {
    const answer = await control.retry(() =>
      call().catch(error => {
        inDoubt ||= isInDoubt(error);
        throw error;
      }),
    );
    return {
      facts: after(control.facts, answer),
      message,
      requestId: answer.requestId,
    };
  } catch (error) {
    if (
      !(error instanceof DmsRefusal) ||
      !(inDoubt || error.mayHaveTakenEffect)
    ) {
      throw error;
    }
    const facts = await control.read();
    if (!isDone(facts)) throw error;
    return { facts, message };
  }
}

/** The request was made before and its answer lost: what it asked for is there. */
function doneBefore(
  { facts, inDoubt }: Control,
  isDone: (facts: ReplicationFacts) => boolean,
  refusal: Refusal,
): Done {
  if (!inDoubt || !isDone(facts)) throw refused(facts, refusal);
  return {
    facts,
    message: `DMS did what it was asked before: ${facts.id} is ${facts.state}.`,
  };
}

function after(
  facts: ReplicationFacts,
  { task, serverless }: ActionAnswer,
): ReplicationFacts {
  const bare = task
    ? taskFacts(task)
    : serverless && serverlessFacts(serverless);
  return bare
    ? { ...facts, ...bare, lagSeconds: undefined, lagMeasuredAt: undefined }
    : facts;
}

function refused(facts: ReplicationFacts, refusal: Refusal): HybridError {
  return new HybridError({
    code: 'replication-state',
    message: `${facts.id}: ${refusal.refused}`,
    remedy: refusal.remedy,
  });
}
