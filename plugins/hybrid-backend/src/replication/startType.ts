import type { ReplicationStartType } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { positionIsLost } from './explain';
import { isOver, type ReplicationFacts } from './facts';

/** The start type to use, or why there is none. */
export type StartChoice =
  | { startType: ReplicationStartType }
  | { refused: string; remedy: string };

const LOADS_ALL =
  "Start it with 'reload-target'. That empties and loads every table of the target again, so it is never chosen by itself.";

/**
 * Chooses DMS's start type: the first run begins, a later one goes on from the last
 * position. Loading everything again is done only for who names it. The state is one in
 * which a start is possible.
 */
export function chooseStart(
  facts: ReplicationFacts,
  wanted?: ReplicationStartType,
): StartChoice {
  return wanted ? checkStart(facts, wanted) : findStart(facts);
}

function findStart(facts: ReplicationFacts): StartChoice {
  const { everStarted, migrationType, fullLoad, failureMessage } = facts;
  if (!everStarted) return { startType: 'start-replication' };
  if (migrationType === 'full-load') {
    return {
      refused: isOver(facts)
        ? 'It only loads once, and has loaded its tables; a full load cannot be resumed.'
        : 'It only loads once, and a full load cannot be resumed.',
      remedy: LOADS_ALL,
    };
  }
  if (migrationType !== 'cdc' && fullLoad && !fullLoad.finished) {
    return {
      refused: `Its full load ended ${
        fullLoad.percent === undefined ? 'early' : `at ${fullLoad.percent} %`
      }, and tables that are loaded in part cannot be resumed.`,
      remedy: LOADS_ALL,
    };
  }
  if (positionIsLost(failureMessage)) {
    return {
      refused:
        'It cannot go on: the source has purged the binary log of its last position.',
      remedy:
        migrationType === 'cdc'
          ? 'Load the data again by other means, and start it in the AWS console from a position that the source still has.'
          : LOADS_ALL,
    };
  }
  return { startType: 'resume-processing' };
}

function checkStart(
  { everStarted, migrationType }: ReplicationFacts,
  startType: ReplicationStartType,
): StartChoice {
  if (startType === 'start-replication' && everStarted) {
    return {
      refused: "It ran before, and 'start-replication' is for the first run.",
      remedy:
        "Leave the start type out or name 'resume-processing' to go on from the last position, or 'reload-target' to load every table again.",
    };
  }
  if (startType !== 'start-replication' && !everStarted) {
    return {
      refused: `It never ran, and '${startType}' is for what ran before.`,
      remedy: "Leave the start type out, or name 'start-replication'.",
    };
  }
  if (startType === 'resume-processing' && migrationType === 'full-load') {
    return {
      refused: 'It only loads once, and a full load cannot be resumed.',
      remedy: LOADS_ALL,
    };
  }
  if (startType === 'reload-target' && migrationType === 'cdc') {
    return {
      refused: 'It loads no tables: it only captures changes.',
      remedy: "Name 'resume-processing' to go on from the last position.",
    };
  }
  return { startType };
}
