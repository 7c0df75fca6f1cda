import {
  RiCheckboxCircleFill,
  RiCloseCircleFill,
  RiLoader4Line,
  RiLockLine,
  RiProhibitedLine,
  RiStopCircleFill,
  RiSubtractLine,
  RiTimeLine,
} from '@remixicon/react';
import type {
  EvacuationItem,
  EvacuationState,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { StateLook } from '../common/icons';

/** How the state of an evacuation looks. */
export const evacuationLooks: Record<EvacuationState, StateLook> = {
  running: { tone: 'busy', Icon: RiLoader4Line },
  aborting: { tone: 'busy', Icon: RiLoader4Line },
  aborted: { tone: 'warn', Icon: RiStopCircleFill },
  completed: { tone: 'good', Icon: RiCheckboxCircleFill },
};

/** How the result of a service looks. */
export const itemLooks: Record<EvacuationItem['state'], StateLook> = {
  pending: { tone: 'plain', Icon: RiTimeLine },
  shifting: { tone: 'busy', Icon: RiLoader4Line },
  succeeded: { tone: 'good', Icon: RiCheckboxCircleFill },
  'nothing-to-do': { tone: 'plain', Icon: RiSubtractLine },
  refused: { tone: 'warn', Icon: RiProhibitedLine },
  'not-permitted': { tone: 'plain', Icon: RiLockLine },
  failed: { tone: 'bad', Icon: RiCloseCircleFill },
  aborted: { tone: 'warn', Icon: RiStopCircleFill },
};
